// `npm run bench:profile`: what the decryptor's process does until its first answer over TLS, and what one does that has nothing but the two exchanges, as
// a flame chart in bench/results/decryptor-start.svg. The profiler slows both.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { buildBundles, projectDirectory } from './build/build-bundles.ts';
import { decryptRequest } from './environment/requests.ts';
import { startWorld } from './environment/start-environment.ts';
import { withFunction } from './measure/function-process.ts';
import { drawFlames, framesOf, profileSchema } from './report/flame-chart.ts';
import { subject } from './subjects.ts';

const profiledMs = 400;
/** Of its process, as far as it is drawn. */
const shownMs = 120;

const subjects = [
  ['ours', 'The decryptor, from its process to its first answer'],
  ['floor', 'The two exchanges alone'],
] as const;

const folder = mkdtempSync(join(tmpdir(), 'bench-profile-'));
const bundles = await buildBundles();
const world = await startWorld();
try {
  const panels = [];
  for (const [name, title] of subjects) {
    const file = join(folder, `${name}.cpuprofile`);
    const profiled = subject({ ...world, bundles, rust: { missing: '' } }, name, {
      NODE_OPTIONS: `--require ${join(projectDirectory, 'bench/peers/profile-start.cjs')}`,
      BENCH_PROFILE_FILE: file,
      BENCH_PROFILE_MS: String(profiledMs),
    });
    await withFunction(profiled, async ({ invoke }) => {
      const changes = watch(folder);
      await invoke(decryptRequest());
      for await (const { filename } of changes) if (filename === `${name}.cpuprofile`) break;
    });
    const profile = v.parse(profileSchema, JSON.parse(readFileSync(file, 'utf8')));
    panels.push({ title, frames: framesOf(profile, shownMs) });
  }
  const chart = join(projectDirectory, 'bench/results/decryptor-start.svg');
  writeFileSync(chart, drawFlames(panels, shownMs));
  console.log(`Kept in ${chart}.`);
} finally {
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
}

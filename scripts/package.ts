// `npm run package`: `serverless package` with whatever is given after it. It looks nothing up and needs no AWS account. Its
// working files go to a temporary folder that is removed again; the zip step would leave some of them behind.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const projectDirectory = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'direct-deposits-package-'));

const child = spawn(
  process.execPath,
  [join(projectDirectory, 'node_modules/serverless/bin/serverless.js'), 'package', ...process.argv.slice(2)],
  {
    cwd: projectDirectory,
    env: {
      ...process.env,
      TMPDIR: folder,
      DEPOSITS_BUNDLE_FOLDER: join(folder, 'bundles'),
      DEPOSITS_LAYER_FOLDER: join(folder, 'layer'),
    },
    stdio: 'inherit',
  },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
child.once('close', (code) => {
  rmSync(folder, { recursive: true, force: true });
  process.exitCode = code ?? 1;
});

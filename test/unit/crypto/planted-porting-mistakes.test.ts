// Each planted mistake is built into a copy of the product's source and run over the vectors: at least one has to fail.
// Without a mistake the very same build passes.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import type { VectorFile } from '#operators/commands/vector-file';
import type { verifyVectors } from '#operators/commands/verify-vectors';
import { portingMistakes, type PortingMistake } from './planted-porting-mistakes.ts';

const project = process.cwd();
const file = JSON.parse(
  readFileSync(join(project, 'test/vectors/legacy/vectors.json'), 'utf8'),
) as VectorFile;

/** The verifier as a module of its own, with one change somewhere below shared/crypto. */
const buildVerifier = async (mistake?: PortingMistake): Promise<typeof verifyVectors> => {
  const target = mistake === undefined ? undefined : join(project, 'shared/crypto', mistake.file);
  const built = await build({
    entryPoints: [join(project, 'operators/commands/verify-vectors.ts')],
    absWorkingDir: project,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    plugins: [
      {
        name: 'planted-mistake',
        setup: (builder) => {
          builder.onLoad({ filter: /shared\/crypto\/.*\.ts$/ }, ({ path }) => {
            if (path !== target || mistake === undefined) return undefined;
            const source = readFileSync(path, 'utf8');
            if (source.split(mistake.find).length !== 2)
              throw new Error(`${mistake.file} has not exactly one place that reads ${mistake.find}`);
            return { contents: source.replace(mistake.find, () => mistake.replace), loader: 'ts' };
          });
        },
      },
    ],
  });
  const loaded = { exports: {} as { verifyVectors: typeof verifyVectors } };
  const run = new Script(
    `(module, exports, require) => {${built.outputFiles[0]!.text}\n}`,
  ).runInThisContext() as (module: object, exports: object, require: NodeJS.Require) => void;
  run(loaded, loaded.exports, createRequire(join(project, 'package.json')));
  return loaded.exports.verifyVectors;
};

/** No published vector leaves FeedbackSize of a wide block out; this one is a published one with the default spelt out taken away. */
const withDefaultFeedback = file.vectors
  .filter(({ params }) => params['mode'] === 'CFB' && params['cipher'] === 'rijndael')
  .filter(({ params }) => params['feedbackSize'] === 128 && params['blockSize'] === 256)
  .map((vector) => ({ ...vector, params: { ...vector.params, feedbackSize: null } }));

const partFor = (names: readonly string[]): VectorFile => ({
  vectors: names.includes('custom-default-feedback')
    ? withDefaultFeedback
    : file.vectors.filter(({ scheme }) => names.includes(scheme)),
  kdf: file.kdf.filter(({ kdf }) => names.includes(kdf)),
  negative: file.negative.filter(({ scheme }) => names.includes(scheme)),
});

const firstDifference = async (
  verify: typeof verifyVectors,
  part: VectorFile,
): Promise<string | undefined> => {
  for await (const { difference, id } of verify(part)) if (difference !== undefined) return id;
  return undefined;
};

test('without a mistake nothing differs', async () => {
  const all = [...new Set(portingMistakes.flatMap(({ noticedBy }) => noticedBy))];
  const verify = await buildVerifier();

  expect(
    await firstDifference(verify, partFor(all.filter((name) => name !== 'custom-default-feedback'))),
  ).toBe(undefined);
  expect(await firstDifference(verify, partFor(['custom-default-feedback']))).toBe(undefined);
});

test.each(portingMistakes.map((mistake) => [mistake.name, mistake] as const))(
  'found out: %s',
  async (_, mistake) => {
    const verify = await buildVerifier(mistake);

    for (const name of mistake.noticedBy)
      expect([name, await firstDifference(verify, partFor([name]))]).toEqual([name, expect.any(String)]);
  },
);

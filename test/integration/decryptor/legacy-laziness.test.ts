// The bundle of the decryptor, made as for Lambda, with one line in each module that says when it runs: opening `jwe1` runs
// no legacy module, opening a legacy envelope runs them.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from '../../../esbuild.config.ts';
import type { openStored } from '#shared/credentials/open-stored';
import type { lookUpFormat } from '#shared/crypto/format-registry';
import { sealJwe1 } from '#operators/credentials/jwe1-seal';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed } from '#shared/platform/result';
import type { Codec, KeyAccess } from '#shared/crypto/codec';
import { sealers } from '../../unit/crypto/legacy-oracle/seal-schemes.ts';

const project = process.cwd();
const legacyCode =
  /shared\/(crypto\/(legacy\/|codecs\/(esdk\/|dotnet\/(?!scheme-names)))|credentials\/ado-net)|connection-string/;
const folder = mkdtempSync(join(tmpdir(), 'legacy-laziness-'));

type Bundle = { openStored: typeof openStored; lookUpFormat: typeof lookUpFormat };

const loadBundle = async (): Promise<Bundle & { ran: string[] }> => {
  const entry = join(folder, 'entry.ts');
  const from = (file: string): string => JSON.stringify(join(project, file));
  writeFileSync(
    entry,
    `export { handler } from ${from('functions/decryptor/handler.ts')};
     export { openStored } from ${from('shared/credentials/open-stored.ts')};
     export { lookUpFormat } from ${from('shared/crypto/format-registry.ts')};`,
  );
  const outfile = join(folder, 'bundle.cjs');
  await build({
    ...bundleOptions(project, {}),
    entryPoints: [entry],
    outfile,
    plugins: [
      {
        name: 'say-when-run',
        setup: (builder) => {
          builder.onLoad({ filter: /(shared\/.*\.ts|connection-string\/lib\/.*\.js)$/ }, ({ path }) => ({
            contents: `(globalThis.modulesThatRan ??= []).push(${JSON.stringify(relative(project, path))});\n${readFileSync(path, 'utf8')}`,
            loader: path.endsWith('.ts') ? 'ts' : 'js',
          }));
        },
      },
    ],
  });
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle made a moment ago
  const bundle = require(outfile) as Bundle;
  const { modulesThatRan } = globalThis as unknown as { modulesThatRan: string[] };
  return { openStored: bundle.openStored, lookUpFormat: bundle.lookUpFormat, ran: modulesThatRan };
};

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const dataKey = Buffer.alloc(32, 3);
const asked = { tenantId: 'acme' as TenantId, purpose: 'sql-server', version: 1 };
const params = { passphrase: 'p', iv: 'tu89geji340t89u2' };
const keys: KeyAccess = {
  withDataKey: async (_, use) => succeed(use(dataKey)),
  decrypt: async () => fail('decryption-failed'),
  withLegacyKey: async (_, use) => succeed(use(Buffer.from(JSON.stringify(params)))),
};

test('legacy code runs with the first legacy envelope and not before', async () => {
  const { ran, ...bundle } = await loadBundle();
  const open = async (format: string, payload: string): Promise<string> => {
    const codec: Codec = await bundle.lookUpFormat(format)!.load();
    const opened = await codec({ ...asked, payload, keys });
    return opened.ok ? opened.value.toString() : opened.failure;
  };
  const legacyRan = (): string[] => ran.filter((path) => legacyCode.test(path));

  const jwe1 = sealJwe1({ ...asked, keyVersion: 1 }, dataKey, Buffer.from('{}')).slice('jwe1:'.length);
  const openedJwe1 = await open('jwe1', jwe1);
  const ranForJwe1 = legacyRan();
  const openedLegacy = await open(
    'dotnet-stringcipher-v1-pdb',
    `main:${sealers['stringcipher-v1-pdb']!(params, 'text')}`,
  );

  expect([openedJwe1, ranForJwe1]).toEqual(['{}', []]);
  expect(ran).toContain('shared/crypto/codecs/jwe1.ts');
  expect(openedLegacy).toBe('text');
  expect(legacyRan()).toContain('shared/crypto/legacy/password-derive-bytes.ts');
});

// The bundler's side of what is left out: an import, by who imports it, and what stands in its place (docs/adr/0016).

import { join } from 'node:path';
import type { Plugin } from 'esbuild';

export type StandIn = {
  /** The import as it is written. */
  readonly path: RegExp;
  /** Only where the importing file's path, with forward slashes, matches. */
  readonly from: RegExp;
  /** A file in scripts/build/module-stubs. */
  readonly file: string;
};

const driver = /\/node_modules\/(tedious|mssql)\//;

/** What the SQL driver carries and this product does not use. */
const sqlDriver: readonly StandIn[] = [
  { path: /^@azure\//, from: driver, file: 'azure.cjs' },
  { path: /^iconv-lite$/, from: driver, file: 'iconv-lite.cjs' },
  { path: /^@js-joda\/core$/, from: driver, file: 'js-joda.cjs' },
  { path: /^readable-stream$/, from: driver, file: 'readable-stream.cjs' },
  { path: /^debug$/, from: driver, file: 'debug.cjs' },
  {
    path: /^\.\/(instance-lookup|bulk-load|bulk-load-payload|ntlm|ntlm-payload)$/,
    from: /\/node_modules\/tedious\/lib\//,
    file: 'sql-driver-parts.cjs',
  },
];

const signed: readonly StandIn[] = [
  { path: /\/sdk\/create-sdk-[\w-]+\.ts$/, from: /\/shared\/runtime\//, file: 'transport-not-chosen.mjs' },
];

const sdk: readonly StandIn[] = [
  {
    path: /\/signed\/create-signed-[\w-]+\.ts$/,
    from: /\/shared\/runtime\//,
    file: 'transport-not-chosen.mjs',
  },
];

export const standInsFor = (transport: 'lean' | 'sdk'): readonly StandIn[] => [
  ...sqlDriver,
  ...(transport === 'lean' ? signed : sdk),
];

export const useStandIns = (projectDirectory: string, standIns: readonly StandIn[]): Plugin => ({
  name: 'use-stand-ins',
  setup: (bundler) => {
    for (const { path: filter, from, file } of standIns) {
      const standIn = join(projectDirectory, 'scripts/build/module-stubs', file);
      bundler.onResolve({ filter }, ({ importer }) =>
        from.test(importer.replaceAll('\\', '/')) ? { path: standIn } : undefined,
      );
    }
  },
});

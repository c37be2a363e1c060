// What the shared layer holds, by name under shared/, and why each is there and not in the bundles (docs/adr/0011). A bundle
// may only `import()` these: they are loaded where they are first used and not when a function starts.

import { globSync } from 'node:fs';
import { join } from 'node:path';

export const layerPackage = '@deposits/shared';

type LayerModule = {
  /** A name under shared/, without extension; `*` stands for part of a file's name. */
  readonly module: string;
  readonly why: string;
};

export const layerManifest: readonly LayerModule[] = [
  {
    module: 'runtime/sql-stores-runtime',
    why: 'the database driver: three quarters of what an API function is, not needed to refuse a request',
  },
  {
    module: 'runtime/in-process-source-runtime',
    why: 'the opening of credentials without the call, for functions that are built to do it themselves',
  },
  {
    module: 'credentials/ado-net-connection-string',
    why: 'the reader of connection strings, the form in which the old application kept its databases',
  },
  {
    module: 'crypto/codecs/dotnet/open-legacy',
    why: 'the engine of the legacy formats: read only, and only until a tenant has been rewrapped',
  },
  {
    module: 'crypto/codecs/esdk/open-esdk1',
    why: 'the reader of AWS Encryption SDK messages: read only, and only until a tenant has been rewrapped',
  },
];

/** Names of the modules that exist, in order. */
export const findLayerModules = (projectDirectory: string): readonly string[] =>
  layerManifest.flatMap(({ module }) => {
    const files = globSync(`${module}.ts`, { cwd: join(projectDirectory, 'shared') }).sort();
    if (files.length === 0) throw new Error(`The layer's manifest names ${module}, which is not in shared/`);
    return files.map((file) => file.replaceAll('\\', '/').replace(/\.ts$/, ''));
  });

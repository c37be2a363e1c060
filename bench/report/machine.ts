// Where it was measured and on which versions: ratios of one run belong together, milliseconds belong to this.

import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { projectDirectory } from '../build/build-bundles.ts';

const versionOf = (packageName: string, folder = 'node_modules'): string => {
  try {
    const path = join(projectDirectory, folder, packageName, 'package.json');
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return String(Reflect.get(Object(content), 'version'));
  } catch {
    return 'not installed';
  }
};

export const describeMachine = () => ({
  processor: cpus()[0]?.model ?? 'unknown',
  processors: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  system: `${process.platform} ${release()} ${process.arch}`,
  node: process.version,
  versions: {
    '@aws-sdk/client-kms': versionOf('@aws-sdk/client-kms'),
    '@aws-crypto/client-node': versionOf('@aws-crypto/client-node', 'bench/node_modules'),
    artillery: versionOf('artillery', 'bench/node_modules'),
    esbuild: versionOf('esbuild'),
    mssql: versionOf('mssql'),
  },
});

export type Machine = ReturnType<typeof describeMachine>;

export const machineLine = ({ processor, processors, memoryGb, system, node, versions }: Machine): string =>
  `${processor}, ${processors} processors, ${memoryGb} GB, ${system}, Node ${node}; ` +
  Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');

// Artillery, installed by bench/package.json, on a script of ours.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectDirectory } from '../build/build-bundles.ts';

const artillery = join(projectDirectory, 'bench/node_modules/artillery/bin/run');

export const isArtilleryInstalled = (): boolean => existsSync(artillery);

export const artilleryMissing = { missing: 'Artillery is not installed (bench/package.json)' } as const;

/** A Node program of this project, to its end: what it said, or an error with the last of it. */
export const runNode = (args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: projectDirectory,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${args[0]} ended with ${code}: ${output.slice(-2_000)}`));
    });
  });

export const runArtillery = async (
  scriptFile: string,
  options: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<void> => {
  await runNode([artillery, 'run', scriptFile, ...options], { ARTILLERY_DISABLE_TELEMETRY: 'true', ...env });
};

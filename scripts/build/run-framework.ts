// Runs the Serverless Framework for this project with whatever is given after the command. Its working files go to a
// temporary folder that is removed again; the zip step would leave some of them behind.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const projectDirectory = join(import.meta.dirname, '../..');

/**
 * Resolves to the framework's exit code, which is this process's, too.
 * @param prepare is given the folder before the framework starts, and says what it may know of it
 */
export const runFramework = async (
  command: 'package' | 'deploy',
  parameters: readonly string[],
  prepare: (folder: string) => Promise<NodeJS.ProcessEnv> = () => Promise.resolve({}),
): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), `direct-deposits-${command}-`));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const prepared = await prepare(folder).catch((error: unknown) => {
    remove();
    throw error;
  });
  const child = spawn(
    process.execPath,
    [join(projectDirectory, 'node_modules/serverless/bin/serverless.js'), command, ...parameters],
    {
      cwd: projectDirectory,
      env: {
        ...process.env,
        TMPDIR: folder,
        DEPOSITS_BUNDLE_FOLDER: join(folder, 'bundles'),
        DEPOSITS_LAYER_FOLDER: join(folder, 'layer'),
        ...prepared,
      },
      stdio: 'inherit',
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.once('close', (code) => {
      remove();
      process.exitCode = code ?? 1;
      resolve(code ?? 1);
    });
  });
};

// Runs a function out of its packaged archives as Lambda does: the archive under a task folder, the layer under an opt folder,
// both read-only and somebody else's, and a Runtime API on loopback that hands over events.

import { spawn, spawnSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startRuntimeApi, type Invocation } from './lambda-runtime/runtime-api.ts';
import { readZip } from './read-zip.ts';

export type PackagedFunction = {
  readonly archive: Buffer;
  /** Undefined: started without it, to see that it is missed. */
  readonly layer: Buffer | undefined;
  /** As in the template, `functions/decryptor/handler.handler`. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
};

export type RunningFunction = {
  readonly invoke: (event: unknown) => Promise<Invocation>;
  /** Resolves when it has written that to its log: an answer may be here before what was written ahead of it. */
  readonly hasWritten: (text: string) => Promise<void>;
  /** Folders of the code in which the user who runs it could write. */
  readonly writableFolders: () => string[];
  readonly stop: () => Promise<void>;
};

const isRoot = process.getuid?.() === 0;
/** Who owns the folders, and who runs the code: not each other. The runner is `nobody`, since Lambda's user exists, too. */
const owner = { uid: 4201, gid: 4201 };
const runner = { uid: 65_534, gid: 65_534 };

const lockFolder = (path: string): void => {
  const isFolder = lstatSync(path).isDirectory();
  if (isFolder) for (const name of readdirSync(path)) lockFolder(join(path, name));
  if (isRoot) chownSync(path, owner.uid, owner.gid);
  chmodSync(path, isFolder ? 0o555 : 0o444);
};

const unlockFolder = (path: string): void => {
  if (!lstatSync(path).isDirectory()) return;
  chmodSync(path, 0o755);
  for (const name of readdirSync(path)) unlockFolder(join(path, name));
};

const unpack = (archive: Buffer, folder: string): void => {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of readZip(archive)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
};

export const startPackagedFunction = async (packaged: PackagedFunction): Promise<RunningFunction> => {
  const folder = mkdtempSync(join(tmpdir(), 'lambda-'));
  chmodSync(folder, 0o755);
  const [taskFolder, optFolder] = [join(folder, 'task'), join(folder, 'opt')];
  unpack(packaged.archive, taskFolder);
  mkdirSync(optFolder);
  if (packaged.layer !== undefined) unpack(packaged.layer, optFolder);
  for (const each of [taskFolder, optFolder]) lockFolder(each);

  const runtimeApi = await startRuntimeApi();
  let output = '';
  const written = new EventEmitter();

  const bootstrap = join(folder, 'bootstrap.cjs');
  copyFileSync(join(process.cwd(), 'test/support/lambda-runtime/bootstrap.cjs'), bootstrap);
  chmodSync(bootstrap, 0o444);
  const child = spawn(process.execPath, [bootstrap], {
    cwd: taskFolder,
    env: {
      ...packaged.environment,
      AWS_LAMBDA_RUNTIME_API: runtimeApi.address,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'none',
      AWS_SECRET_ACCESS_KEY: 'none',
      LAMBDA_TASK_ROOT: taskFolder,
      NODE_PATH: join(optFolder, 'nodejs/node_modules'),
      _HANDLER: packaged.handler,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(isRoot ? runner : {}),
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += String(chunk);
      written.emit('more');
    });
  }
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.once('close', () => runtimeApi.failAll({ errorType: 'Runtime.ExitError', output }));
  child.once('error', (error) => runtimeApi.failAll({ errorType: error.name, errorMessage: error.message }));

  return {
    invoke: (event) => {
      const answered = runtimeApi.invoke(event);
      if (child.exitCode !== null) runtimeApi.failAll({ errorType: 'Runtime.ExitError', output });
      return answered;
    },
    hasWritten: async (text) => {
      while (!output.includes(text)) await once(written, 'more');
    },
    writableFolders: () =>
      [taskFolder, join(taskFolder, 'functions'), optFolder].filter((each) => {
        const path = JSON.stringify(join(each, 'written'));
        const attempt = spawnSync(
          process.execPath,
          ['-e', `fs.writeFileSync(${path}, '')`],
          isRoot ? runner : {},
        );
        return attempt.status === 0;
      }),
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
      await runtimeApi.close();
      unlockFolder(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

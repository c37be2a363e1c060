// Runs a function out of its packaged archives as Lambda does: the archive under a task folder, the layer under an opt folder,
// both read-only and somebody else's, and a Runtime API on loopback that hands over events.

import { spawn, spawnSync } from 'node:child_process';
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
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readZip } from '../../infra/read-zip.ts';

export type PackagedFunction = {
  readonly archive: Buffer;
  /** Undefined: started without it, to see that it is missed. */
  readonly layer: Buffer | undefined;
  /** As in the template, `functions/decryptor/handler.handler`. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
};

export type Invocation = { readonly isError: boolean; readonly payload: unknown };

export type RunningFunction = {
  readonly invoke: (event: unknown) => Promise<Invocation>;
  /** All that it has written so far, log and metrics. */
  readonly output: () => string;
  /** Folders of the code in which whoever runs it could write. */
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

const bodyOf = async (incoming: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
};

type Waiting = { readonly event: unknown; readonly answer: (invocation: Invocation) => void };

export const startPackagedFunction = async (packaged: PackagedFunction): Promise<RunningFunction> => {
  const folder = mkdtempSync(join(tmpdir(), 'lambda-'));
  chmodSync(folder, 0o755);
  const [taskFolder, optFolder] = [join(folder, 'task'), join(folder, 'opt')];
  unpack(packaged.archive, taskFolder);
  mkdirSync(optFolder);
  if (packaged.layer !== undefined) unpack(packaged.layer, optFolder);
  for (const each of [taskFolder, optFolder]) lockFolder(each);

  const queue: Waiting[] = [];
  const underway = new Map<string, Waiting>();
  let next: ServerResponse | undefined;
  let count = 0;
  let output = '';

  const handOver = (): void => {
    if (next === undefined) return;
    const waiting = queue.shift();
    if (waiting === undefined) return;
    const id = `request-${(count += 1)}`;
    underway.set(id, waiting);
    next.setHeader('lambda-runtime-aws-request-id', id);
    next.setHeader('lambda-runtime-deadline-ms', String(Date.now() + 10_000));
    next.setHeader('lambda-runtime-invoked-function-arn', 'arn:aws:lambda:us-east-1:000000000000:function:f');
    next.end(JSON.stringify(waiting.event));
    next = undefined;
  };

  const failAll = (payload: unknown): void => {
    for (const { answer } of [...queue.splice(0), ...underway.values()]) answer({ isError: true, payload });
    underway.clear();
  };

  const server = createServer((incoming, response) => {
    void (async () => {
      const [, , , kind, id = '', outcome] = (incoming.url ?? '').split('/');
      if (kind === 'invocation' && id === 'next') {
        next = response;
        handOver();
        return;
      }
      const payload: unknown = JSON.parse(await bodyOf(incoming));
      if (kind === 'init') failAll(payload);
      underway.get(id)?.answer({ isError: outcome === 'error', payload });
      underway.delete(id);
      response.statusCode = 202;
      response.end('{}');
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  const bootstrap = join(folder, 'bootstrap.cjs');
  copyFileSync(join(import.meta.dirname, 'bootstrap.cjs'), bootstrap);
  chmodSync(bootstrap, 0o444);
  const child = spawn(process.execPath, [bootstrap], {
    cwd: taskFolder,
    env: {
      ...packaged.environment,
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
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
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.once('close', () => failAll({ errorType: 'Runtime.ExitError', output }));
  child.once('error', (error) => failAll({ errorType: error.name, errorMessage: error.message }));

  return {
    invoke: (event) =>
      new Promise((answer) => {
        queue.push({ event, answer });
        if (child.exitCode !== null) failAll({ errorType: 'Runtime.ExitError', output });
        handOver();
      }),
    output: () => output,
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
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      unlockFolder(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

// A function in a process of its own behind a Runtime API, as Lambda starts one: nothing of this process's environment gets
// in but what is given.

import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { limitCpu } from './limit-cpu.ts';
import { startRuntimeApi, type Invocation } from '../../test/support/lambda-runtime/runtime-api.ts';

export type BenchedFunction = {
  readonly name: string;
  /** A bundle and its exported handler, or a program that speaks to the Runtime API by itself. */
  readonly code:
    | { readonly file: string; readonly handler: string; readonly nodePath: string }
    | { readonly program: string };
  readonly environment: Readonly<Record<string, string>>;
};

export type FunctionProcess = {
  readonly startedMs: number;
  readonly ready: Promise<void>;
  /** The payload of the answer; throws when the function failed. */
  readonly invoke: (event: unknown, tenantId?: string) => Promise<unknown>;
  /** The most that it had resident so far. */
  readonly peakMemoryKb: () => number;
  /** Processor time of all its threads so far. */
  readonly cpuMs: () => number;
  /** From now on it has this share of a processor. */
  readonly limit: (share: number) => void;
  readonly stop: () => Promise<void>;
};

const bootstrap = join(import.meta.dirname, '../../test/support/lambda-runtime/bootstrap.cjs');

const commandFor = ({ code }: BenchedFunction): { command: string; args: string[]; env: object } => {
  if ('program' in code) return { command: code.program, args: [], env: {} };
  const [folder, base] = [join(code.file, '..'), code.file.replace(/^.*[/\\]/, '').replace(/\.[cm]?js$/, '')];
  return {
    command: process.execPath,
    args: [bootstrap],
    env: { LAMBDA_TASK_ROOT: folder, _HANDLER: `${base}.${code.handler}`, NODE_PATH: code.nodePath },
  };
};

const peakOf = (pid: number | undefined): number => {
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(peak ?? NaN);
};

/** A kernel that keeps no schedstat counts in ticks of 10 ms: user and system time, the 14th and 15th number of stat (proc(5)). */
const cpuTicksOf = (pid: number | undefined): number => {
  const numbers = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(numbers[11]) + Number(numbers[12])) * 10;
};

/** The first number of a thread's schedstat: nanoseconds on a processor (proc(5)). */
const cpuOf = (pid: number | undefined): number => {
  if (!existsSync(`/proc/${pid}/schedstat`)) return cpuTicksOf(pid);
  return readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => {
    const [onCpuNs = '0'] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
    return sum + Number(onCpuNs) / 1_000_000;
  }, 0);
};

export const startFunction = async (benched: BenchedFunction): Promise<FunctionProcess> => {
  const runtimeApi = await startRuntimeApi();
  const { command, args, env } = commandFor(benched);
  const startedMs = performance.now();
  const child = spawn(command, args, {
    env: {
      ...{ AWS_LAMBDA_FUNCTION_NAME: benched.name, AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand' },
      ...benched.environment,
      ...env,
      AWS_LAMBDA_RUNTIME_API: runtimeApi.address,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  let endLimit = (): void => undefined;
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      runtimeApi.failAll({ errorType: 'Runtime.ExitError', errors });
      resolve();
    });
    child.once('error', ({ message }) => {
      errors += message;
      runtimeApi.failAll({ errorType: 'Runtime.StartError', errors });
      resolve();
    });
  });
  const refuse = ({ payload }: Invocation): never => {
    throw new Error(`${benched.name} failed: ${JSON.stringify(payload)} ${errors}`);
  };
  return {
    startedMs,
    ready: Promise.race([
      runtimeApi.ready,
      ended.then(() => refuse({ isError: true, payload: 'it ended before it was ready' })),
    ]),
    invoke: async (event, tenantId) => {
      const invocation = await runtimeApi.invoke(event, tenantId);
      return invocation.isError ? refuse(invocation) : invocation.payload;
    },
    peakMemoryKb: () => peakOf(child.pid),
    cpuMs: () => cpuOf(child.pid),
    limit: (share) => {
      endLimit();
      if (child.pid !== undefined) endLimit = limitCpu(child.pid, () => cpuOf(child.pid), share);
    },
    stop: async () => {
      endLimit();
      child.kill('SIGKILL');
      await ended;
      await runtimeApi.close();
    },
  };
};

/** Runs `work` on a process that has just been started, and ends it. */
export const withFunction = async <T>(
  benched: BenchedFunction,
  work: (started: FunctionProcess) => Promise<T>,
): Promise<T> => {
  const started = await startFunction(benched);
  // A process that ends early is met by the invocation, too.
  started.ready.catch(() => undefined);
  try {
    return await work(started);
  } finally {
    await started.stop();
  }
};

// The local stack in a process of its own, which its parent asks to measure itself and to misbehave. Started by `start-host.ts`.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { startStack, type Stack } from '#local/start-stack';
import type { SuiteTrouble } from '../../../local/payroll-suite/start-payroll-suite.ts';

/** One moment of the stack. Megabytes, or how many. */
export type Sample = {
  /** Of the process that holds the emulators, after a collection. */
  readonly heapMb: number;
  /** Of the process that runs the functions. */
  readonly functionsMb: number;
  /** Files, sockets and pipes of both. */
  readonly handles: number;
  readonly sqlConnections: number;
  readonly temporaryFiles: number;
};

export type Ask =
  | { readonly do: 'measure' }
  | { readonly do: 'suite'; readonly trouble: SuiteTrouble }
  | { readonly do: 'fail-over'; readonly downMs: number }
  | { readonly do: 'stop' };

export type Told =
  | { readonly kind: 'ready'; readonly apiUrl: string; readonly issuerUrl: string }
  | { readonly kind: 'answer'; readonly id: number; readonly sample?: Sample }
  | {
      readonly kind: 'arrived';
      readonly tenantId: string;
      readonly employeeId: string;
      readonly eventId: string;
    };

const tell = (told: Told): void => void process.send?.(told);

const childrenOf = (pid: number): readonly number[] => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
};

/** The process of the functions is the largest of Node's among the children. */
const functionsProcess = (): number | undefined => {
  const isNode = (pid: number): boolean => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('offline');
  const all = childrenOf(process.pid).flatMap((pid) => [pid, ...childrenOf(pid)]);
  return all.find((pid) => {
    try {
      return isNode(pid);
    } catch {
      return false;
    }
  });
};

const residentMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;
const handlesOf = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length;

const measure = (stack: Stack): Sample => {
  globalThis.gc?.();
  const functions = functionsProcess();
  const folder = dirname(stack.certificateFile);
  return {
    heapMb: process.memoryUsage().heapUsed / 1_048_576,
    functionsMb: functions === undefined ? 0 : residentMb(functions),
    handles: handlesOf(process.pid) + (functions === undefined ? 0 : handlesOf(functions)),
    sqlConnections: stack.sqlServer.connections(),
    temporaryFiles: readdirSync(folder, { recursive: true }).filter(
      (path) => !String(path).startsWith('mailbox'),
    ).length,
  };
};

const obey = async (stack: Stack, ask: Ask): Promise<Sample | undefined> => {
  switch (ask.do) {
    case 'measure':
      return measure(stack);
    case 'suite':
      stack.payrollSuite.setTrouble(ask.trouble);
      return undefined;
    case 'fail-over': {
      const comeBack = await stack.sqlServer.failOver();
      await new Promise((resolve) => setTimeout(resolve, ask.downMs));
      await comeBack();
      return undefined;
    }
    case 'stop':
      await stack.stop();
      return undefined;
  }
};

const stack = await startStack({
  portBase: Number(process.argv[2]),
  onProgress: () => undefined,
  onSuiteArrival: (tenantId, employeeId, { eventId }) =>
    tell({ kind: 'arrived', tenantId, employeeId, eventId }),
});
process.on('message', ({ id, ask }: { id: number; ask: Ask }) => {
  void obey(stack, ask).then((sample) => {
    tell({ kind: 'answer', id, ...(sample === undefined ? {} : { sample }) });
    if (ask.do === 'stop') process.disconnect();
  });
});
process.on('disconnect', () => void stack.stop());
tell({ kind: 'ready', apiUrl: stack.urls.api, issuerUrl: stack.urls.issuer });

// Starts the process that holds the stack, and speaks with it.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onFreePorts } from '#local/free-ports';
import type { Ask, Sample, Told } from './stack-host.ts';

export type Host = {
  readonly portBase: number;
  readonly apiUrl: string;
  readonly issuerUrl: string;
  measure(): Promise<Sample>;
  ask(ask: Exclude<Ask, { do: 'measure' | 'stop' }>): Promise<void>;
  stop(): Promise<void>;
};

type Arrival = Extract<Told, { kind: 'arrived' }>;

const startOn = async (portBase: number, onArrival: (arrival: Arrival) => void): Promise<Host> => {
  const child = fork(join(import.meta.dirname, 'stack-host.ts'), [String(portBase)], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-4_000)));
  const waiting = new Map<number, (sample: Sample | undefined) => void>();
  let asked = 0;
  const ready = new Promise<Extract<Told, { kind: 'ready' }>>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`the stack ended:\n${errors}`)));
    child.on('message', (told: Told) => {
      if (told.kind === 'ready') resolve(told);
      if (told.kind === 'arrived') onArrival(told);
      if (told.kind === 'answer') waiting.get(told.id)?.(told.sample);
    });
  });
  const { apiUrl, issuerUrl } = await ready;
  const send = (ask: Ask): Promise<Sample | undefined> =>
    new Promise((resolve, reject) => {
      const id = (asked += 1);
      child.once('exit', () => reject(new Error(`the stack ended:\n${errors}`)));
      waiting.set(id, (sample) => {
        waiting.delete(id);
        resolve(sample);
      });
      child.send({ id, ask });
    });
  child.setMaxListeners(0);
  return {
    portBase,
    apiUrl,
    issuerUrl,
    measure: async () => {
      const sample = await send({ do: 'measure' });
      if (sample === undefined) throw new Error('the stack measured nothing');
      return sample;
    },
    ask: async (ask) => void (await send(ask)),
    stop: async () => {
      const ended = once(child, 'exit');
      await send({ do: 'stop' });
      await ended;
    },
  };
};

export const startHost = (onArrival: (arrival: Arrival) => void): Promise<Host> =>
  onFreePorts((portBase) => startOn(portBase, onArrival));

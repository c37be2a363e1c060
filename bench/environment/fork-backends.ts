// Starts backends in a process of their own, so that they do not take their time from what is measured, and waits until they are seeded.

import { fork } from 'node:child_process';
import { join } from 'node:path';

export type Backends = {
  /** What they said when they were ready. */
  readonly said: Readonly<Record<string, unknown>>;
  /** Asks them something and waits for the answer. */
  readonly ask: (question: string) => Promise<Readonly<Record<string, unknown>>>;
  readonly stop: () => Promise<void>;
};

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

export const toTexts = (record: unknown): Record<string, string> => {
  if (!isRecord(record)) throw new TypeError('The backends said something else');
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, String(value)]));
};

/** @param file beside this one */
export const forkBackends = async (file: string): Promise<Backends> => {
  const child = fork(join(import.meta.dirname, file), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const next = (): Promise<Readonly<Record<string, unknown>>> =>
    new Promise((resolve, reject) => {
      child.once('message', (message) => resolve(isRecord(message) ? message : {}));
      void ended.then(() => reject(new Error('The backends ended before they answered')));
    });
  const stop = async (): Promise<void> => {
    if (child.connected) child.disconnect();
    await ended;
  };
  try {
    const said = await next();
    const ask: Backends['ask'] = (question) => {
      const answer = next();
      child.send(question);
      return answer;
    };
    return { said, ask, stop };
  } catch (error) {
    child.kill();
    throw error;
  }
};

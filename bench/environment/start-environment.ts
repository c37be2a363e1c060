// Starts the backends in their process and waits until they are seeded.

import { fork } from 'node:child_process';
import { join } from 'node:path';

export type World = {
  /** Endpoints, credentials and settings that every function is started with. */
  readonly environment: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const toEnvironment = (message: unknown): Record<string, string> | undefined => {
  const environment = isRecord(message) ? message['environment'] : undefined;
  if (!isRecord(environment)) return undefined;
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, String(value)]));
};

export const startWorld = async (): Promise<World> => {
  const child = fork(join(import.meta.dirname, 'backends.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const seeded = new Promise<Record<string, string>>((resolve, reject) => {
    child.once('message', (message) => {
      const environment = toEnvironment(message);
      if (environment === undefined) reject(new TypeError('The backends said something else'));
      else resolve(environment);
    });
    void ended.then(() => reject(new Error('The backends ended before they were ready')));
  });
  const stop = async (): Promise<void> => {
    if (child.connected) child.disconnect();
    await ended;
  };
  try {
    const environment = await seeded;
    return { environment: { ...environment, DEPOSITS_SQL_ENCRYPT: 'on' }, stop };
  } catch (error) {
    child.kill();
    throw error;
  }
};

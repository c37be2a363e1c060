// What a person at the local stack asks of its payroll suite, by the commands that `npm start` prints.

import { readFileSync } from 'node:fs';
import type { StackProcess } from './process-stack.ts';

/** @returns the status of the answer */
export type AskSuite = (path: string, body?: string) => Promise<number>;

export const suiteOf = ({ output }: Pick<StackProcess, 'output'>): AskSuite => {
  const [, keyFile = '', suite = ''] = /curl -X POST -H @(\S+) (http\S+?)\/pay-groups/.exec(output()) ?? [];
  const [name = '', value = ''] = readFileSync(keyFile, 'utf8').trim().split(': ');
  return async (path, body = '{}') =>
    (await fetch(`${suite}${path}`, { method: 'POST', headers: { [name]: value }, body })).status;
};

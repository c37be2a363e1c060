// A typed confirmation: what is about to happen is done only when its names are typed back. At a terminal it asks; otherwise
// the first line of standard input has to say it, so that no script does it by merely running.

import { createInterface } from 'node:readline';

const firstLine = async (): Promise<string> => {
  const lines = createInterface({ input: process.stdin, terminal: false });
  for await (const line of lines) {
    lines.close();
    return line;
  }
  return '';
};

export const isConfirmed = async (question: string, expected: string): Promise<boolean> => {
  if (process.stdin.isTTY) process.stderr.write(`${question}\nType “${expected}” to go on: `);
  const typed = await firstLine();
  // A pipe that stays open must not keep the command from ending.
  process.stdin.destroy();
  return typed.trim().split(/\s+/).join(' ') === expected;
};

export const notConfirmed = (expected: string): string =>
  `Not confirmed, nothing done: type “${expected}” at a terminal, or give it as the first line of standard input.`;

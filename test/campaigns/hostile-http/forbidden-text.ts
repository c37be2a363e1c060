// What may be in no answer and in no log line: account numbers of the campaign, and everything that was called a canary
// (passwords, keys, names of forbidden rows), as they are and as a careless program would have encoded them.

import { accountCanary } from './member-values.ts';

const word = 'canary';

/** The characters of base64 that stand for `text` alone, at each of the three places where it can begin. */
const base64Forms = (text: string): readonly string[] =>
  [0, 1, 2].map((offset) => {
    const encoded = Buffer.from(' '.repeat(offset) + text).toString('base64');
    const wholeEnd = Math.floor(((offset + text.length) * 4) / 3);
    return encoded.slice(Math.ceil((offset * 4) / 3), wholeEnd);
  });

const reversed = (text: string): string => [...text].toReversed().join('');

const exact = [accountCanary, word].flatMap(base64Forms);
const inAnyCase = [accountCanary, word].flatMap((text) => [
  text,
  reversed(text),
  Buffer.from(text).toString('hex'),
  Buffer.from(text, 'utf16le').toString('hex'),
]);

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

const patterns = [new RegExp(exact.map(escape).join('|')), new RegExp(inAnyCase.map(escape).join('|'), 'i')];

export const holdsForbiddenText = (text: string): boolean => patterns.some((pattern) => pattern.test(text));

export type LineWatch = {
  readonly see: (line: string) => void;
  readonly lines: () => number;
  /** Lines that held what they must not: their event names alone. */
  readonly leaks: () => readonly string[];
};

export const createLineWatch = (): LineWatch => {
  let lines = 0;
  const leaks: string[] = [];
  return {
    see: (line) => {
      lines += 1;
      if (holdsForbiddenText(line)) leaks.push(/"event":"([a-z.-]+)"/.exec(line)?.[1] ?? 'a line');
    },
    lines: () => lines,
    leaks: () => leaks,
  };
};

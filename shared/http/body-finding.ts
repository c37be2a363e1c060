// What is wrong with a request's body before any rule is asked: its JSON, its members, their types.
// A finding names a place; it never repeats a value, nor a member's name that could be one.

import type * as v from 'valibot';

export const bodyMessages = {
  'body.encoding': 'The body is not UTF-8.',
  'body.syntax': 'The body is not JSON.',
  'body.duplicate': 'The body has a member twice.',
  'body.unknown': 'The body has a member that is not known here.',
  'body.missing': 'A required member is missing.',
  'body.type': 'A member has the wrong JSON type.',
} as const satisfies Record<string, string>;

export type BodyRule = keyof typeof bodyMessages;
export type BodyFinding = { readonly rule: BodyRule; readonly pointer: string; readonly message: string };

export const bodyFinding = (rule: BodyRule, pointer: string): BodyFinding => ({
  rule,
  pointer,
  message: bodyMessages[rule],
});

/** A name that people give to members; anything else might be data in the wrong place and is not repeated. */
const isPlainName = (key: string): boolean => /^[A-Za-z_]{1,40}$/.test(key);

export const pointerTo = (keys: readonly unknown[]): string => {
  const shown: string[] = [];
  for (const key of keys) {
    const token = String(key);
    if (typeof key !== 'number' && !isPlainName(token)) break;
    shown.push(`/${token}`);
  }
  return shown.join('');
};

const ruleOf = (issue: v.BaseIssue<unknown>): BodyRule => {
  if (issue.expected === 'never') return 'body.unknown';
  return issue.received === 'undefined' ? 'body.missing' : 'body.type';
};

/** Line and column, both from 1, of a place in a text; a line ends as JSON's white space has it. */
const placeIn = (text: string, offset: number): string => {
  const lines = text.slice(0, offset).split(/\r\n|[\r\n]/);
  return `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
};

/** @param offset of the first character that is not JSON, in UTF-16 units */
export const syntaxFinding = (text: string, offset: number): BodyFinding => ({
  ...bodyFinding('body.syntax', ''),
  message: `The body is not JSON from ${placeIn(text, offset)} on.`,
});

export const toBodyFinding = (issue: v.BaseIssue<unknown>): BodyFinding =>
  bodyFinding(ruleOf(issue), pointerTo((issue.path ?? []).map(({ key }) => key)));

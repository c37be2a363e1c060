// Reads a JSON text (RFC 8259) without making a value of it, and says what `JSON.parse` does not: where the text stops being
// JSON, or which member stands in it twice. `JSON.parse` keeps the last of two in silence (section 4 leaves it open), so two
// readers of one request could see two different account numbers.

export type JsonFault =
  | { readonly kind: 'syntax'; /** In UTF-16 units, from 0. */ readonly offset: number }
  | {
      readonly kind: 'duplicate';
      /** From the outside to the member. */ readonly path: readonly (string | number)[];
    };

const token =
  /[ \t\r\n]*(?:([[\]{}:,])|("(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null))/uy;
const blanks = /[ \t\r\n]*/y;
const stringStart = /"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/uy;

type Level =
  | { readonly kind: 'object'; readonly names: Set<string>; key: string }
  | { readonly kind: 'array'; index: number };

/** What may come next. */
type State = 'value' | 'first-value' | 'first-name' | 'name' | 'colon' | 'after-value';

/** @param pattern one that matches there, be it nothing */
const endOf = (pattern: RegExp, text: string, from: number): number => {
  pattern.lastIndex = from;
  pattern.test(text);
  return pattern.lastIndex;
};

/** The first character that no token can hold. */
const faultOffset = (text: string, from: number): number => {
  const start = endOf(blanks, text, from);
  return text[start] === '"' ? endOf(stringStart, text, start) : start;
};

const pathOf = (levels: readonly Level[]): readonly (string | number)[] =>
  levels.map((level) => (level.kind === 'object' ? level.key : level.index));

const afterOpening = (mark: string): { readonly level: Level; readonly state: State } =>
  mark === '{'
    ? { level: { kind: 'object', names: new Set(), key: '' }, state: 'first-name' }
    : { level: { kind: 'array', index: 0 }, state: 'first-value' };

const mayClose = (mark: string, level: Level | undefined, state: State): boolean =>
  mark === '}'
    ? level?.kind === 'object' && (state === 'first-name' || state === 'after-value')
    : level?.kind === 'array' && (state === 'first-value' || state === 'after-value');

/** Undefined when the text is JSON and has no member twice; of several faults the syntax first, then the first duplicate. */
export const inspectJson = (text: string): JsonFault | undefined => {
  const levels: Level[] = [];
  let state: State = 'value';
  let position = 0;
  let duplicate: JsonFault | undefined;
  for (;;) {
    token.lastIndex = position;
    const match = token.exec(text);
    if (match === null) {
      const offset = faultOffset(text, position);
      const isRead = endOf(blanks, text, position) === text.length;
      const isEnd = isRead && levels.length === 0 && state === 'after-value';
      return isEnd ? duplicate : { kind: 'syntax', offset };
    }
    const [whole, mark, string] = match;
    const start = position + whole.length - (mark ?? string ?? match[3] ?? '').length;
    const level = levels.at(-1);
    const isValueNext = state === 'value' || state === 'first-value';
    if (mark === '{' || mark === '[') {
      if (!isValueNext) return { kind: 'syntax', offset: start };
      const opened = afterOpening(mark);
      levels.push(opened.level);
      state = opened.state;
    } else if (mark === '}' || mark === ']') {
      if (!mayClose(mark, level, state)) return { kind: 'syntax', offset: start };
      levels.pop();
      state = 'after-value';
    } else if (mark === ':') {
      if (state !== 'colon') return { kind: 'syntax', offset: start };
      state = 'value';
    } else if (mark === ',') {
      if (state !== 'after-value' || level === undefined) return { kind: 'syntax', offset: start };
      if (level.kind === 'array') level.index += 1;
      state = level.kind === 'array' ? 'value' : 'name';
    } else if (
      string !== undefined &&
      level?.kind === 'object' &&
      (state === 'name' || state === 'first-name')
    ) {
      level.key = String(JSON.parse(string));
      if (level.names.has(level.key)) duplicate ??= { kind: 'duplicate', path: pathOf(levels) };
      level.names.add(level.key);
      state = 'colon';
    } else {
      if (!isValueNext) return { kind: 'syntax', offset: start };
      state = 'after-value';
    }
    position += whole.length;
  }
};

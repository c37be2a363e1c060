// T-SQL text into tokens, each with its line (errors name the line).
import { SqlServerError, syntaxError } from '../values/errors.ts';

export type Token = {
  kind: 'name' | 'quoted' | 'string' | 'national' | 'number' | 'binary' | 'variable' | 'symbol' | 'end';
  text: string;
  line: number;
  start: number;
  end: number;
};

const blank = /\s+/y;
const lineComment = /--[^\n]*/y;
const patterns: readonly [Token['kind'], RegExp][] = [
  ['variable', /@@?[\p{L}_#$@][\p{L}\p{N}_#$@]*/uy],
  ['binary', /0[xX][0-9a-fA-F]*/y],
  ['number', /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['name', /[\p{L}_#][\p{L}\p{N}_#$@]*/uy],
  ['symbol', /<>|<=|>=|!=|!<|!>|\+=|-=|\*=|\/=|::|[-+*/%=<>(),.;&|^~:]/y],
];

// From an opening quote to its end; a doubled closing quote stands for itself.
const readQuoted = (sql: string, start: number, close: string): { text: string; end: number } => {
  let text = '';
  for (let at = start; ;) {
    const stop = sql.indexOf(close, at);
    if (stop === -1) {
      throw new SqlServerError(
        105,
        15,
        `Unclosed quotation mark after the character string '${sql.slice(start, start + 30)}'.`,
      );
    }
    text += sql.slice(at, stop);
    if (sql[stop + 1] !== close) return { text, end: stop + 1 };
    text += close;
    at = stop + 2;
  }
};

const skipBlockComment = (sql: string, start: number): number => {
  let depth = 0;
  for (let at = start; at < sql.length; at += 1) {
    if (sql.startsWith('/*', at)) {
      depth += 1;
      at += 1;
    } else if (sql.startsWith('*/', at)) {
      depth -= 1;
      at += 1;
      if (depth === 0) return at + 1;
    }
  }
  throw new SqlServerError(113, 15, "Missing end comment mark '*/'.");
};

const matchAt = (pattern: RegExp, sql: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(sql)?.[0];
};

const readToken = (sql: string, at: number): { kind: Token['kind']; text: string; end: number } => {
  const first = sql[at] ?? '';
  if (first === '[') return { kind: 'quoted', ...readQuoted(sql, at + 1, ']') };
  if (first === '"') return { kind: 'quoted', ...readQuoted(sql, at + 1, '"') };
  if (first === "'") return { kind: 'string', ...readQuoted(sql, at + 1, "'") };
  if ((first === 'N' || first === 'n') && sql[at + 1] === "'")
    return { kind: 'national', ...readQuoted(sql, at + 2, "'") };
  for (const [kind, pattern] of patterns) {
    const text = matchAt(pattern, sql, at);
    if (text !== undefined) return { kind, text, end: at + text.length };
  }
  throw syntaxError(first);
};

export const tokenize = (sql: string): Token[] => {
  const tokens: Token[] = [];
  let line = 1;
  let at = 0;
  const moveTo = (end: number): void => {
    for (let index = sql.indexOf('\n', at); index !== -1 && index < end; index = sql.indexOf('\n', index + 1))
      line += 1;
    at = end;
  };
  while (at < sql.length) {
    const skipped = matchAt(blank, sql, at) ?? matchAt(lineComment, sql, at);
    if (skipped !== undefined) moveTo(at + skipped.length);
    else if (sql.startsWith('/*', at)) moveTo(skipBlockComment(sql, at));
    else {
      const start = at;
      const token = readToken(sql, at);
      tokens.push({ kind: token.kind, text: token.text, line, start, end: token.end });
      moveTo(token.end);
    }
  }
  tokens.push({ kind: 'end', text: '', line, start: sql.length, end: sql.length });
  return tokens;
};

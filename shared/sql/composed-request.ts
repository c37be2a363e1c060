// One request made of several parts. Every part is a constant text with parameters of its own; what varies is which parts a
// request has, and, for rows, the number in their parameters' names. A part that answers rows has a name to find them by.

import type { SqlAnswer } from './sql-session.ts';
import type { ParameterType, ParameterTypes, ParameterValue, Statement } from './statement.ts';

export type Part = {
  /** Of the one row set that the part answers; absent where it answers none. */
  readonly rows?: string;
  readonly text: string;
  readonly parameters: ParameterTypes;
  readonly values: Readonly<Record<string, ParameterValue>>;
};

export type ComposedRequest = {
  readonly statement: Statement<ParameterTypes>;
  readonly values: Readonly<Record<string, ParameterValue>>;
  /** The rows of a part, empty where the request has no such part; of several parts of one name, all of them. */
  readonly rowsOf: (answer: SqlAnswer, name: string) => readonly unknown[];
};

/** A part of constant text without parameters of its own: what it refers to stands in another part of the request. */
export const plainPart = (text: string, rows?: string): Part => ({
  ...(rows === undefined ? {} : { rows }),
  text,
  parameters: {},
  values: {},
});

export type Bound = Readonly<Record<string, readonly [ParameterType, ParameterValue]>>;

type TextOf = (at: (name: string) => string) => string;

const boundPart = (bound: Bound, nameOf: (name: string) => string, text: TextOf, rows?: string): Part => {
  const entries = Object.entries(bound);
  return {
    ...(rows === undefined ? {} : { rows }),
    text: text((name) => `@${nameOf(name)}`),
    parameters: Object.fromEntries(entries.map(([name, [type]]) => [nameOf(name), type])),
    values: Object.fromEntries(entries.map(([name, [, value]]) => [nameOf(name), value])),
  };
};

/** A part whose parameters other parts may refer to. */
export const namedPart = (bound: Bound, text: TextOf, rows?: string): Part =>
  boundPart(bound, (name) => name, text, rows);

const numberedName = (index: number, name: string): string => `row${index}_${name}`;

/** A part whose parameters carry a number, so that it can stand in a request several times. */
export const numberedPart = (index: number, bound: Bound, text: TextOf, rows?: string): Part =>
  boundPart(bound, (name) => numberedName(index, name), text, rows);

/** One parameter of each of so many numbered parts, as a list. */
export const numberedList = (parts: number, name: string): string =>
  Array.from({ length: parts }, (_, index) => `@${numberedName(index, name)}`).join(', ');

export const composeRequest = (name: string, parts: readonly Part[]): ComposedRequest => {
  const names = parts.flatMap(({ rows }) => (rows === undefined ? [] : [rows]));
  return {
    statement: {
      name,
      text: ['SET XACT_ABORT ON;', ...parts.map(({ text }) => text)].join('\n'),
      parameters: Object.fromEntries(parts.flatMap(({ parameters }) => Object.entries(parameters))),
    },
    values: Object.fromEntries(parts.flatMap(({ values }) => Object.entries(values))),
    rowsOf: ({ rowSets }, wanted) =>
      names.flatMap((candidate, index) => (candidate === wanted ? (rowSets[index] ?? []) : [])),
  };
};

// Query parameters. A route names those that it takes; every other name, and every value that is not one of a parameter's own,
// is refused and never guessed.

import { nearestName } from '../platform/nearest-name.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import type { ApiRequest } from './api-request.ts';
import type { Problem } from './problem.ts';

type Query = Pick<ApiRequest, 'query'>;

const malformed = (detail: string): Problem => ({ code: 'QUERY_MALFORMED', detail });

/** A name that people give to parameters; anything else might be data in the wrong place and is not repeated. */
const isPlainName = (name: string): boolean => /^[A-Za-z_-]{1,40}$/.test(name);

const listed = (known: readonly string[]): string =>
  known.length === 0 ? 'This route takes none.' : `This route takes ${known.join(' and ')}.`;

const unknownDetail = (name: string, known: readonly string[]): string => {
  if (!isPlainName(name)) return `A query parameter is not known here. ${listed(known)}`;
  const nearest = nearestName(name, known);
  const hint = nearest === undefined ? listed(known) : `Did you mean ${nearest}?`;
  return `The query parameter ${name} is not known here. ${hint}`;
};

/** @param known names of the parameters that the route takes, compared exactly */
export const requireKnownQuery = ({ query }: Query, known: readonly string[]): Result<void, Problem> => {
  const unknown = Object.keys(query).find((name) => !known.includes(name));
  return unknown === undefined ? succeed(undefined) : fail(malformed(unknownDetail(unknown, known)));
};

/** False where it is absent. */
export const readQuerySwitch = ({ query }: Query, name: string): Result<boolean, Problem> => {
  const text = query[name];
  if (text === undefined || text === 'false') return succeed(false);
  return text === 'true' ? succeed(true) : fail(malformed(`${name} is true or false.`));
};

/** Undefined where it is absent. */
export const readQueryChoice = <const T extends string>(
  { query }: Query,
  name: string,
  choices: readonly T[],
): Result<T | undefined, Problem> => {
  const text = query[name];
  if (text === undefined) return succeed(undefined);
  const found = choices.find((choice) => choice === text);
  return found === undefined ? fail(malformed(`${name} is one of ${choices.join(', ')}.`)) : succeed(found);
};

export const readQueryNumber = (
  { query }: Query,
  name: string,
  { default: fallback, max }: { readonly default: number; readonly max: number },
): Result<number, Problem> => {
  const text = query[name];
  if (text === undefined) return succeed(fallback);
  const value = /^[0-9]{1,9}$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= max
    ? succeed(value)
    : fail(malformed(`${name} is a whole number from 1 to ${max}.`));
};

// Query parameters that a route reads; what is neither of the known values is refused, never guessed.

import { fail, succeed, type Result } from '../platform/result.ts';
import type { ApiRequest } from './api-request.ts';
import type { Problem } from './problem.ts';

const refuse = (detail: string): Result<never, Problem> => fail({ code: 'QUERY_MALFORMED', detail });

/** Off where it is not there. */
export const readQuerySwitch = (
  { query }: Pick<ApiRequest, 'query'>,
  name: string,
): Result<boolean, Problem> => {
  const text = query[name];
  if (text === undefined || text === 'false') return succeed(false);
  return text === 'true' ? succeed(true) : refuse(`${name} is true or false.`);
};

export const readQueryNumber = (
  { query }: Pick<ApiRequest, 'query'>,
  name: string,
  { preset, max }: { readonly preset: number; readonly max: number },
): Result<number, Problem> => {
  const text = query[name];
  if (text === undefined) return succeed(preset);
  const value = /^[0-9]{1,9}$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= max ? succeed(value) : refuse(`${name} is a whole number from 1 to ${max}.`);
};

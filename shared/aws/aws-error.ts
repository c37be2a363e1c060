// What may be known about an error that an AWS client threw: its name and its HTTP status. The rest (message, request,
// response, cause) is not looked at, because it may quote what was sent.

import { memberOf } from '../platform/member-of.ts';

export type AwsErrorFacts = { readonly name: string; readonly status: number | undefined };

const namePattern = /^[A-Za-z][A-Za-z0-9_.]{0,79}$/;

/**
 * Node's network errors are all named `Error`; for them the code (`ECONNREFUSED`) says more. The SDK names some of them
 * `TimeoutError`, also where a connection was reset immediately.
 */
const isUnderAnotherName = (name: unknown, code: unknown): boolean =>
  name === 'Error' || (name === 'TimeoutError' && code !== 'ETIMEDOUT');

export const awsErrorFacts = (error: unknown): AwsErrorFacts => {
  const name = memberOf(error, 'name');
  const code = memberOf(error, 'code');
  const status = memberOf(memberOf(error, '$metadata'), 'httpStatusCode');
  const candidates = [isUnderAnotherName(name, code) ? code : name, name];
  const known = candidates.find((candidate) => typeof candidate === 'string' && namePattern.test(candidate));
  return {
    name: typeof known === 'string' ? known : 'unknown',
    status: typeof status === 'number' ? status : undefined,
  };
};

// Sets up the key derivations from parameters, with .NET's own limits, and answers for requests that .NET cannot serve.

import type { KeyStream } from './key-stream.ts';
import type { Parameters } from './parameters.ts';
import { passwordDeriveBytes, type DeriveBytesInput } from './password-derive-bytes.ts';
import { minSaltBytes, rfc2898DeriveBytes } from './rfc2898-derive-bytes.ts';

export type CheckedKeyStream = { readonly take: (length: number) => Buffer };

const checked = (parameters: Parameters, member: string, stream: KeyStream): CheckedKeyStream => ({
  take: (length) => {
    const bytes = stream.getBytes(length);
    if (bytes === undefined)
      throw parameters.problem(member, 'asks PasswordDeriveBytes for bytes that .NET cannot give');
    return bytes;
  },
});

/** `member` is whom to name when a request cannot be served. */
export const passwordKeys = (
  parameters: Parameters,
  member: string,
  input: DeriveBytesInput,
): CheckedKeyStream => checked(parameters, member, passwordDeriveBytes(input));

export const rfc2898Keys = (
  parameters: Parameters,
  saltMember: string,
  input: DeriveBytesInput,
): CheckedKeyStream => {
  if (input.salt.length < minSaltBytes)
    throw parameters.problem(
      saltMember,
      `must give at least ${minSaltBytes} bytes, gives ${input.salt.length}`,
    );
  return checked(parameters, saltMember, rfc2898DeriveBytes(input));
};

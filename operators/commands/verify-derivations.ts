// The key derivations and text encodings of a vector file, through the same code that the schemes use.

import { Parameters, ParameterProblem } from '#shared/crypto/legacy/parameters';
import { passwordKeys, rfc2898Keys } from '#shared/crypto/legacy/key-parameters';
import { decodeText, encodeText, textEncodings } from '#shared/crypto/legacy/text-encoding';
import { readBytes, readHash, readIterations } from '#shared/crypto/legacy/text-parameters';
import type { TextVector } from './vector-file.ts';

const utf16be = (textHex: string): string => Buffer.from(textHex, 'hex').swap16().toString('utf16le');

const readRequests = (parameters: Parameters, value: object): readonly number[] => {
  parameters.has('requests');
  const requests: unknown = new Map<string, unknown>(Object.entries(value)).get('requests');
  const isLength = (length: unknown): length is number => typeof length === 'number';
  if (!Array.isArray(requests) || !requests.every(isLength))
    throw parameters.problem('requests', 'must be a list of lengths');
  return requests;
};

/** The answers in hexadecimal; `undefined` when the parameters or a request are refused. */
export const runDerivation = (value: object): readonly string[] | undefined => {
  try {
    const parameters = new Parameters(value);
    const kdf = parameters.oneOf('kdf', ['PasswordDeriveBytes', 'Rfc2898DeriveBytes']);
    const input = {
      password: readBytes(parameters, 'password', 'utf8'),
      salt: parameters.hex('saltHex', ''),
      hash: readHash(parameters),
      iterations: readIterations(parameters),
    };
    const keys =
      kdf === 'PasswordDeriveBytes'
        ? passwordKeys(parameters, 'requests', input)
        : rfc2898Keys(parameters, 'saltHex', input);
    return readRequests(parameters, value).map((length) => keys.take(length).toString('hex'));
  } catch (error) {
    if (error instanceof ParameterProblem) return undefined;
    throw error;
  }
};

/** The other side in hexadecimal; `undefined` for an encoding that is not known or a text that it cannot hold. */
export const runTextVector = ({
  kdf,
  encoding,
  textUtf16beHex,
  bytesHex,
}: TextVector): string | undefined => {
  const known = textEncodings.find((name) => name === encoding.toLowerCase());
  if (known === undefined) return undefined;
  if (kdf === 'Encoding') return encodeText(known, utf16be(textUtf16beHex))?.toString('hex');
  const text = decodeText(known, Buffer.from(bytesHex, 'hex'));
  return text === undefined ? undefined : Buffer.from(text, 'utf16le').swap16().toString('hex');
};

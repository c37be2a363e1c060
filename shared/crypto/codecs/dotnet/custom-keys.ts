// Where the key and the IV of the generic scheme come from.

import { digest, fitTo, hashNames } from '../../legacy/hash.ts';
import { passwordKeys, rfc2898Keys } from '../../legacy/key-parameters.ts';
import type { Parameters } from '../../legacy/parameters.ts';
import {
  checkLength,
  readBytes,
  readHash,
  readIterations,
  readTextEncoding,
} from '../../legacy/text-parameters.ts';
import { decodeTransport } from '../../legacy/transport-encoding.ts';

export type CustomKey = {
  readonly key: Buffer;
  /** More bytes of the derivation that made the key; nothing when the key was not derived. */
  readonly more?: (length: number) => Buffer;
};

const keyTypes = ['hex', 'base64', 'text', 'hash', 'rfc2898', 'passwordDeriveBytes'] as const;
const lengths = { min: 1, max: 64 };

const readBase64 = (parameters: Parameters, name: string): Buffer => {
  const bytes = decodeTransport('base64', parameters.text(name));
  if (bytes === undefined) throw parameters.problem(name, 'must be base64');
  return bytes;
};

const readEncoded = (parameters: Parameters): Buffer =>
  readBytes(parameters, 'value', readTextEncoding(parameters, 'utf8', 'encoding'));

const readHashed = (parameters: Parameters): Buffer => {
  const hashed = digest(parameters.oneOf('hash', hashNames), readEncoded(parameters));
  return fitTo(hashed, parameters.integer('length', lengths, hashed.length));
};

const readDerived = (parameters: Parameters, type: 'rfc2898' | 'passwordDeriveBytes'): CustomKey => {
  const isRfc2898 = type === 'rfc2898';
  const input = {
    password: readBytes(parameters, 'password', 'utf8'),
    salt: parameters.hex('saltHex', ''),
    hash: readHash(parameters),
    iterations: readIterations(parameters, isRfc2898 ? 1_000 : 100),
  };
  const keys = isRfc2898
    ? rfc2898Keys(parameters, 'saltHex', input)
    : passwordKeys(parameters, 'length', input);
  return { key: keys.take(parameters.integer('length', lengths, 32)), more: keys.take };
};

export const readCustomKey = (parameters: Parameters): CustomKey => {
  const type = parameters.oneOf('type', keyTypes);
  switch (type) {
    case 'hex':
      return { key: parameters.hex('value') };
    case 'base64':
      return { key: readBase64(parameters, 'value') };
    case 'text':
      return { key: readEncoded(parameters) };
    case 'hash':
      return { key: readHashed(parameters) };
    case 'rfc2898':
    case 'passwordDeriveBytes':
      return readDerived(parameters, type);
  }
};

const ivTypes = ['none', 'zero', 'hex', 'base64', 'text', 'prefix', 'derived', 'key-prefix'] as const;

/** `prefix` is in the value itself. */
export const readCustomIv = (
  parameters: Parameters,
  { key, more }: CustomKey,
  blockBytes: number,
): Buffer | 'prefix' | 'none' => {
  const type = parameters.oneOf('type', ivTypes);
  switch (type) {
    case 'none':
    case 'prefix':
      return type;
    case 'zero':
      return Buffer.alloc(blockBytes);
    case 'hex':
      return checkLength(parameters, 'value', parameters.hex('value'), blockBytes);
    case 'base64':
      return checkLength(parameters, 'value', readBase64(parameters, 'value'), blockBytes);
    case 'text':
      return checkLength(parameters, 'value', readEncoded(parameters), blockBytes);
    case 'derived':
      if (more === undefined) throw parameters.problem('type', 'needs a key that is derived from a password');
      return more(blockBytes);
    case 'key-prefix':
      if (key.length < blockBytes) throw parameters.problem('type', 'needs a key as long as a block');
      return Buffer.from(key.subarray(0, blockBytes));
  }
};

// What a tenant's messages may be and which raw keys open them: the tenant's own `legacy-key#esdk1`, sealed like every other
// credential, so that a writer of the table cannot weaken it. Without it only what is committing and wrapped by KMS opens.

import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { Parameters } from '../../legacy/parameters.ts';
import { decodeBase64 } from '../../strict-base64.ts';
import type { Dialect } from './derive-keys.ts';
import type { RawKey } from './unwrap-data-key.ts';

export type EsdkSettings = {
  readonly rawKeys: readonly RawKey[];
  /** ARNs of the KMS keys that may be asked; needed where a message has several data keys of KMS. */
  readonly kmsKeys: readonly string[];
  /** Message format 1 does not commit to its key: two keys can be made to open one message. */
  readonly allowsNonCommitting: boolean;
  /** Tried one after the other. */
  readonly dialects: readonly Dialect[];
};

export const esdkKeyId = 'esdk1';
/** The name space that AWS keeps for KMS. */
export const kmsProviderId = 'aws-kms';

const bothDialects: readonly Dialect[] = ['specified', 'net-4.0.0'];

export const noSettings: EsdkSettings = {
  rawKeys: [],
  kmsKeys: [],
  allowsNonCommitting: false,
  dialects: ['specified'],
};

const readPrivateKey = (parameters: Parameters): KeyObject => {
  const pem = parameters.text('privateKeyPem');
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'rsa') return key;
  } catch {
    // What OpenSSL says of it may quote it.
  }
  throw parameters.problem('privateKeyPem', 'must be a private RSA key in PEM, not encrypted');
};

const readRawKey = (parameters: Parameters): RawKey => {
  const names = { namespace: parameters.text('namespace'), name: parameters.text('name') };
  if (names.namespace === kmsProviderId)
    throw parameters.problem('namespace', `must not be ${kmsProviderId}`);
  if (parameters.has('privateKeyPem')) {
    const hash = parameters.oneOf('hash', ['sha1', 'sha256', 'sha384', 'sha512']);
    return { ...names, kind: 'rsa', privateKey: readPrivateKey(parameters), hash };
  }
  const key = decodeBase64(parameters.text('keyBase64'));
  if (key === undefined || ![16, 24, 32].includes(key.length)) {
    throw parameters.problem('keyBase64', 'must be 16, 24 or 32 bytes in base64');
  }
  return { ...names, kind: 'aes', key };
};

/** @throws ParameterProblem that names the member that is wrong, never what it holds */
export const readEsdkSettings = (parameters: Parameters): EsdkSettings => {
  const intended = parameters.optionalText('scheme') ?? esdkKeyId;
  if (intended !== esdkKeyId) throw parameters.problem('scheme', `must be ${esdkKeyId} for this envelope`);
  const settings = {
    rawKeys: parameters.groups('rawKeys').map(readRawKey),
    kmsKeys: parameters.texts('kmsKeys'),
    allowsNonCommitting: parameters.flag('allowNonCommitting', false),
    dialects: parameters.flag('allowNet400', false) ? bothDialects : noSettings.dialects,
  };
  parameters.refuseUnknown();
  return settings;
};

export const wipeSettings = ({ rawKeys }: EsdkSettings): void => {
  for (const rawKey of rawKeys) if (rawKey.kind === 'aes') rawKey.key.fill(0);
};

// Writer of `jwe1`. Apart from its reader, because the decryptor only reads.

import type { TenantId } from '#shared/domain/tenant-id';
import { sealGcm } from '#shared/crypto/aes-gcm';
import { writeEnvelope } from '#shared/crypto/envelope';
import { jwe1CommitmentLabel, writeJwe1Header } from '#shared/crypto/codecs/jwe1-header';
import { commitTo } from '#shared/crypto/key-commitment';

export type Jwe1Binding = {
  readonly tenantId: TenantId;
  readonly purpose: string;
  readonly version: number;
  readonly keyVersion: number;
};

/** The whole envelope, `jwe1:` included. `key` is the tenant's data key of `keyVersion`, 32 bytes. */
export const sealJwe1 = (binding: Jwe1Binding, key: Buffer, plaintext: Buffer): string => {
  const { tenantId, purpose, version, keyVersion } = binding;
  const com = commitTo(key, jwe1CommitmentLabel).toString('base64url');
  const members = { keyVersion, tid: tenantId, pur: purpose, ver: version, com };
  const header = writeJwe1Header(members).toString('base64url');
  const { iv, ciphertext, tag } = sealGcm(key, Buffer.from(header, 'ascii'), plaintext);
  const rest = [iv, ciphertext, tag].map((bytes) => bytes.toString('base64url'));
  return writeEnvelope({ format: 'jwe1', payload: [header, '', ...rest].join('.') });
};

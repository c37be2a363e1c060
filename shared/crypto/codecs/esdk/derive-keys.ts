// From a data key to the key that encrypts a message, and in format 2 to the key's commitment (HKDF, RFC 5869).

import { hkdfSync } from 'node:crypto';
import type { AlgorithmSuite } from './algorithm-suites.ts';

/** `net-4.0.0`: what AWS's library for .NET wrote in version 4.0.0, against its own specification. */
export type Dialect = 'specified' | 'net-4.0.0';

export type DerivedKeys = {
  /** The caller wipes it. */
  readonly key: Buffer;
  readonly commitment: Buffer | undefined;
};

const commitmentBytes = 32;
const noSalt = Buffer.alloc(0);

const idOf = ({ id }: AlgorithmSuite): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(id);
  return bytes;
};

/** @param dataKey as long as the suite's key */
export const deriveKeys = (
  suite: AlgorithmSuite,
  messageId: Buffer,
  dataKey: Buffer,
  dialect: Dialect,
): DerivedKeys => {
  const { kdfHash, keyBytes, messageVersion } = suite;
  if (kdfHash === undefined) return { key: Buffer.from(dataKey), commitment: undefined };
  const expand = (salt: Buffer, info: Buffer, length: number): Buffer =>
    Buffer.from(hkdfSync(kdfHash, dataKey, salt, info, length));
  if (messageVersion === 2) {
    return {
      key: expand(messageId, Buffer.concat([idOf(suite), Buffer.from('DERIVEKEY')]), keyBytes),
      commitment: expand(messageId, Buffer.from('COMMITKEY'), commitmentBytes),
    };
  }
  // 4.0.0 left the message's id out.
  const info = dialect === 'specified' ? Buffer.concat([idOf(suite), messageId]) : idOf(suite);
  return { key: expand(noSalt, info, keyBytes), commitment: undefined };
};

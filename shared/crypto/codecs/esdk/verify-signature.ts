// The signature in a message's footer: ECDSA by a key made for this message alone, whose public half is in the header's
// encryption context, so that the header's tag vouches for it.

import { createPublicKey, ECDH, verify } from 'node:crypto';
import { decodeBase64 } from '../../strict-base64.ts';
import type { SuiteSignature } from './algorithm-suites.ts';
import type { EsdkMessage } from './parse-message.ts';

/** Reserved by AWS's libraries. */
export const publicKeyName = 'aws-crypto-public-key';

const opensslNames = { 'P-256': 'prime256v1', 'P-384': 'secp384r1' } as const;
const coordinateBytes = { 'P-256': 32, 'P-384': 48 } as const;

/** @param compressed a point of the curve in SEC 1's compressed form, base64 */
const publicKeyFrom = (compressed: string, { curve }: SuiteSignature) => {
  const bytes = decodeBase64(compressed);
  if (bytes?.length !== coordinateBytes[curve] + 1) return undefined;
  try {
    const point = Buffer.from(
      ECDH.convertKey(bytes, opensslNames[curve], undefined, undefined, 'uncompressed'),
    );
    const half = coordinateBytes[curve];
    const [x, y] = [point.subarray(1, 1 + half), point.subarray(1 + half)];
    return createPublicKey({
      format: 'jwk',
      key: { kty: 'EC', crv: curve, x: x.toString('base64url'), y: y.toString('base64url') },
    });
  } catch {
    // Not a point of the curve.
    return undefined;
  }
};

/** Also whether there is a signature exactly where the suite wants one. */
export const isSignatureRight = ({ suite, context, signed, signature }: EsdkMessage): boolean => {
  const publicKey = context.get(publicKeyName);
  if (suite.signature === undefined) return publicKey === undefined && signature === undefined;
  if (publicKey === undefined || signature === undefined) return false;
  const key = publicKeyFrom(publicKey, suite.signature);
  return key !== undefined && verify(suite.signature.hash, signed, { key, dsaEncoding: 'der' }, signature);
};

// Reader of `jwe1`: JWE compact serialisation (RFC 7516), `alg: dir` with the tenant's data key, `enc: A256GCM`.
// Where the header commits to the key, the key has to be that one. Tenant, purpose and version are the caller's and the store's word; the header's only have to agree. It refuses
// everything that the writer beside it would not have written.

import { fail, succeed } from '../../platform/result.ts';
import { ivBytes, openGcm, tagBytes } from '../aes-gcm.ts';
import type { Codec } from '../codec.ts';
import { decodeBase64Url } from '../strict-base64.ts';
import { isCommittedTo } from '../key-commitment.ts';
import { jwe1CommitmentLabel, parseJwe1Header, type Jwe1Header } from './jwe1-header.ts';

type Jwe1Parts = {
  readonly header: Jwe1Header;
  readonly aad: Buffer;
  readonly iv: Buffer;
  readonly ciphertext: Buffer;
  readonly tag: Buffer;
};

const parseParts = (payload: string): Jwe1Parts | undefined => {
  const segments = payload.split('.', 6);
  const [headerText, encryptedKey, ivText, ciphertextText, tagText] = segments;
  // `dir` leaves the encrypted key empty (RFC 7516 section 5.1 step 10).
  if (segments.length !== 5 || encryptedKey !== '') return undefined;
  const headerBytes = decodeBase64Url(headerText ?? '');
  const iv = decodeBase64Url(ivText ?? '');
  const ciphertext = decodeBase64Url(ciphertextText ?? '');
  const tag = decodeBase64Url(tagText ?? '');
  if (headerBytes === undefined || iv?.length !== ivBytes || tag?.length !== tagBytes) return undefined;
  const header = parseJwe1Header(headerBytes);
  if (header === undefined || ciphertext === undefined) return undefined;
  return { header, aad: Buffer.from(headerText ?? '', 'ascii'), iv, ciphertext, tag };
};

/** An envelope from before commitments names none; a tenant's floor may refuse those. */
const isMeant = (key: Buffer, { com }: Jwe1Header): boolean =>
  com === undefined || isCommittedTo(key, jwe1CommitmentLabel, Buffer.from(com, 'base64url'));

/** Whether a payload commits to its key, as far as its header says. */
export const isJwe1Committed = (payload: string): boolean => parseParts(payload)?.header.com !== undefined;

export const openJwe1: Codec = async ({ payload, tenantId, purpose, version, keys }) => {
  const parts = parseParts(payload);
  if (parts === undefined) return fail('envelope-malformed');
  const { header } = parts;
  if (header.tid !== tenantId || header.pur !== purpose || header.ver !== version) {
    return fail('decryption-failed');
  }
  const opened = await keys.withDataKey(header.keyVersion, (key) =>
    isMeant(key, header) ? openGcm(key, parts.aad, parts) : undefined,
  );
  if (!opened.ok) return opened;
  return opened.value === undefined ? fail('decryption-failed') : succeed(opened.value);
};

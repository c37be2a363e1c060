// What shared/crypto decides by.

import { unit } from '../test-paths.ts';
import type { Protection } from './protection.ts';

export const inCrypto: readonly Protection[] = [
  // shared/crypto
  {
    file: 'shared/crypto/codecs/jwe1.ts',
    remove: 'header.tid !== tenantId || header.pur !== purpose || header.ver !== version',
    put: 'header.tid !== tenantId || header.pur !== purpose',
    test: unit('crypto/jwe1'),
  },
  {
    file: 'shared/crypto/codecs/jwe1.ts',
    remove: "segments.length !== 5 || encryptedKey !== ''",
    put: 'segments.length < 5',
    test: unit('crypto/jwe1'),
  },
  {
    file: 'shared/crypto/codecs/jwe1.ts',
    remove: 'iv?.length !== ivBytes || tag?.length !== tagBytes',
    put: 'iv === undefined || tag === undefined',
    test: unit('crypto/jwe1'),
  },
  {
    file: 'shared/crypto/codecs/jwe1-header.ts',
    remove: 'if (JSON.stringify(parsed) !== text) return undefined;',
    put: '',
    test: unit('crypto/jwe1'),
  },
  {
    file: 'shared/crypto/codecs/jwe1-header.ts',
    remove: "if (members.get('alg') !== 'dir' || members.get('enc') !== 'A256GCM') return undefined;",
    put: '',
    test: unit('crypto/jwe1'),
  },
  {
    file: 'shared/crypto/codecs/jwe1-header.ts',
    remove: 'if (bytes.length > maxHeaderBytes) return undefined;',
    put: '',
    test: unit('crypto/jwe1'),
  },
  {
    file: 'shared/crypto/codecs/jwe1-header.ts',
    remove: '!Number.isSafeInteger(ver) || ver < 1',
    put: 'false',
    test: unit('crypto/jwe1'),
  },
  {
    file: 'shared/crypto/codecs/jwe1-header.ts',
    remove: '!commitmentPattern.test(com)',
    put: 'false',
    test: unit('crypto/key-commitment'),
  },
  {
    file: 'shared/crypto/strict-base64.ts',
    remove: 'return bytes.toString(encoding) === text ? bytes : undefined;',
    put: 'return bytes;',
    test: unit('crypto/envelope'),
  },
  {
    file: 'shared/crypto/envelope.ts',
    remove: 'text.length > maxEnvelopeBytes || Buffer.byteLength(text) > maxEnvelopeBytes',
    put: 'text.length > maxEnvelopeBytes',
    test: unit('crypto/envelope'),
  },
  {
    file: 'shared/crypto/envelope.ts',
    remove: "!formatNamePattern.test(format) || payload === ''",
    put: "payload === ''",
    test: unit('crypto/envelope'),
  },
  {
    file: 'shared/crypto/length-prefixed.ts',
    remove: 'return [length, bytes];',
    put: 'return [bytes];',
    test: unit('crypto/account-number-seal'),
  },
  {
    file: 'shared/crypto/key-commitment.ts',
    remove: 'commitment.length === commitmentBytes && timingSafeEqual(commitTo(key, label), commitment)',
    put: 'commitment.length === commitmentBytes',
    test: unit('crypto/key-commitment'),
  },
  {
    file: 'shared/crypto/account-number-keys.ts',
    remove: "fingerprint: 'direct-deposits/account-number/fingerprint/1'",
    put: "fingerprint: 'direct-deposits/idempotency/1'",
    test: unit('crypto/account-number-seal'),
  },
  {
    file: 'shared/crypto/account-number-keys.ts',
    remove: 'for (const key of derivedKeys.get(keyset)?.values() ?? []) key.fill(0);',
    put: '',
    test: unit('crypto/account-number-seal'),
  },
  {
    file: 'shared/crypto/account-number-fingerprint.ts',
    remove: 'keyedHash(fingerprintKey(keyset), [tenantId, accountNumber])',
    put: 'keyedHash(fingerprintKey(keyset), [accountNumber])',
    test: unit('crypto/account-number-seal'),
  },
  {
    file: 'shared/crypto/codecs/esdk/plan-opening.ts',
    remove: '(context.get(name) ?? value) !== value',
    put: 'false',
    test: unit('crypto/esdk1'),
  },
  {
    file: 'shared/crypto/codecs/esdk/plan-opening.ts',
    remove: 'pairs.filter(([name]) => !context.has(name))',
    put: 'pairs.filter(() => false)',
    test: unit('crypto/esdk1'),
  },
  {
    file: 'shared/crypto/codecs/esdk/parse-message.ts',
    remove: 'if (!reader.isAtEnd) return undefined;',
    put: '',
    test: unit('crypto/esdk1'),
  },
  {
    file: 'shared/crypto/codecs/esdk/parse-message.ts',
    remove: '(isFinal ? reader.number(4) : mark) !== sequence',
    put: '(isFinal ? reader.number(4) : mark) === -1',
    test: unit('crypto/esdk1'),
  },
  {
    file: 'shared/crypto/codecs/esdk/open-message.ts',
    remove: 'if (openGcmOfAnySize(key, aad, header) === undefined) return undefined;',
    put: '',
    test: unit('crypto/esdk1'),
  },
  {
    file: 'shared/crypto/codecs/esdk/verify-signature.ts',
    remove: 'if (publicKey === undefined || signature === undefined) return false;',
    put: 'if (publicKey === undefined || signature === undefined) return true;',
    test: unit('crypto/esdk1'),
  },
  {
    file: 'shared/crypto/codecs/esdk/unwrap-data-key.ts',
    remove: 'if (wrapped.providerId !== rawKey.namespace) return undefined;',
    put: '',
    test: unit('crypto/esdk1-data-keys'),
  },
  {
    file: 'shared/crypto/codecs/esdk/unwrap-data-key.ts',
    remove: 'openGcmOfAnySize(key, serializeContext(context)',
    put: 'openGcmOfAnySize(key, serializeContext(new Map())',
    test: unit('crypto/esdk1'),
  },
  {
    file: 'shared/crypto/codecs/esdk/derive-keys.ts',
    remove: 'Buffer.concat([idOf(suite), messageId]) : idOf(suite)',
    put: 'idOf(suite) : idOf(suite)',
    test: unit('crypto/esdk1'),
  },
  {
    file: 'shared/crypto/codecs/esdk/encryption-context.ts',
    remove: 'reader.isAtEnd && isText && count > 0 && context.size === count',
    put: 'isText && count > 0',
    test: unit('crypto/esdk1'),
  },
];

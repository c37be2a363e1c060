// Which data key of a message is unwrapped, and by what: a raw key of the tenant's, AES or RSA, or KMS.

import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { RawRsaKeyringNode } from '@aws-crypto/client-node';
import { openEsdk1 } from '#shared/crypto/codecs/esdk/open-esdk1';
import type { KeyAccess } from '#shared/crypto/codec';
import { fail, succeed } from '#shared/platform/result';
import { esdkSettings, writeOwn, writeWithAws } from '../../support/esdk-messages.ts';
import { asked, context, keysWith, open, plaintext } from '../../support/open-esdk1.ts';

const newRsaKeys = () => generateKeyPairSync('rsa', { modulusLength: 2_048 });
const pemOf = (key: KeyObject): string => key.export({ format: 'pem', type: 'pkcs8' }).toString();

test('a raw key of another name space, or another name, opens nothing', async () => {
  const [known] = esdkSettings.rawKeys;
  const message = writeOwn(plaintext, { given: context });

  expect(await open(message, { rawKeys: [{ ...known, namespace: 'another' }] })).toEqual(
    fail('decryption-failed'),
  );
  expect(await open(message, { rawKeys: [{ ...known, name: '2018' }] })).toEqual(fail('decryption-failed'));
});

test('a raw key’s provider info ends with its IV', async () => {
  const message = writeOwn(plaintext, { given: context, infoTail: Buffer.alloc(1) });

  expect(await open(message)).toEqual(fail('decryption-failed'));
});

test('a data key that AWS’s library wrapped under an RSA key opens with the tenant’s private one', async () => {
  const [{ publicKey, privateKey }, { privateKey: other }] = [newRsaKeys(), newRsaKeys()];
  const { privateKey: curve } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keyring = new RawRsaKeyringNode({
    keyName: 'rsa',
    keyNamespace: 'old-application',
    rsaKey: { publicKey: publicKey.export({ format: 'pem', type: 'spki' }).toString() },
    oaepHash: 'sha256',
  });
  const message = await writeWithAws(keyring, plaintext, { suite: 'committing', context });
  const settingsFor = (name: string, key: KeyObject) => ({
    rawKeys: [{ namespace: 'old-application', name, hash: 'sha256', privateKeyPem: pemOf(key) }],
  });

  expect(await open(message, settingsFor('rsa', privateKey))).toEqual(succeed(plaintext));
  expect(await open(message, settingsFor('another', privateKey))).toEqual(fail('decryption-failed'));
  expect(await open(message, settingsFor('rsa', other))).toEqual(fail('decryption-failed'));
  expect(await open(message, settingsFor('rsa', curve))).toEqual(fail('decryption-failed'));
});

describe('a data key of KMS', () => {
  const [arn, otherArn] = [
    'arn:aws:kms:us-east-1:111122223333:key/a',
    'arn:aws:kms:us-east-1:111122223333:key/b',
  ];
  const openByKms = async (
    message: Buffer,
    { settings, answer }: { settings?: unknown; answer: Awaited<ReturnType<KeyAccess['decrypt']>> },
  ) => {
    const asks: unknown[] = [];
    const keys: KeyAccess = {
      ...keysWith(settings),
      decrypt: async (ciphertext, given) => {
        asks.push([ciphertext.toString(), given]);
        return answer;
      },
    };
    const opened = await openEsdk1({ ...asked, payload: message.toString('base64'), keys });
    return { opened, asks };
  };

  test('is asked for once, with the whole context, and wiped', async () => {
    const dataKey = randomBytes(32);
    const message = writeOwn(plaintext, { given: context, ofKms: { keyArns: [arn], dataKey } });
    const given = Buffer.from(dataKey);

    expect(await openByKms(message, { answer: succeed(given) })).toEqual({
      opened: succeed(plaintext),
      asks: [[`wrapped under ${arn}`, context]],
    });
    expect(given.equals(Buffer.alloc(32))).toBe(true);
  });

  test.each([
    ['KMS refuses it', fail('decryption-failed' as const), 'decryption-failed'],
    ['KMS is not there', fail('key-service-unavailable' as const), 'key-service-unavailable'],
    ['KMS gives one of another length', succeed(Buffer.alloc(16)), 'decryption-failed'],
  ])('opens nothing when %s', async (_, answer, failure) => {
    const message = writeOwn(plaintext, {
      given: context,
      ofKms: { keyArns: [arn], dataKey: randomBytes(32) },
    });

    expect((await openByKms(message, { answer })).opened).toEqual(fail(failure));
  });

  test('among several is the one whose key the tenant’s settings name', async () => {
    const dataKey = randomBytes(32);
    const message = writeOwn(plaintext, { given: context, ofKms: { keyArns: [arn, otherArn], dataKey } });
    const ask = (kmsKeys: readonly string[]) =>
      openByKms(message, { settings: { kmsKeys }, answer: succeed(Buffer.from(dataKey)) });

    expect(await ask([otherArn])).toEqual({
      opened: succeed(plaintext),
      asks: [[`wrapped under ${otherArn}`, context]],
    });
    expect(await ask([])).toEqual({ opened: fail('decryption-failed'), asks: [] });
  });
});

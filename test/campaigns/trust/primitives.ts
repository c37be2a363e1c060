// Wycheproof's vectors through our own functions, not through Node's: what is valid and of the one form that we use opens, all else does not.

import { createPrivateKey, ECDH } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openGcm } from '#shared/crypto/aes-gcm';
import { setUpScheme } from '#shared/crypto/codecs/dotnet/set-up-scheme';
import { unwrapDataKey, type RawKey } from '#shared/crypto/codecs/esdk/unwrap-data-key';
import { isSignatureRight, publicKeyName } from '#shared/crypto/codecs/esdk/verify-signature';
import type { EsdkMessage } from '#shared/crypto/codecs/esdk/parse-message';
import { findAlgorithmSuite } from '#shared/crypto/codecs/esdk/algorithm-suites';
import { judge, newTally, type Tally } from '../campaign-tally.ts';

type Case = Readonly<Record<string, string>> & { readonly tcId: number };
type Group = { readonly tests: readonly Case[] } & Readonly<Record<string, unknown>>;

const hex = (text: string | undefined): Buffer => Buffer.from(text ?? '', 'hex');
const groupsOf = (folder: string, name: string): readonly Group[] =>
  (
    JSON.parse(readFileSync(join(folder, `wycheproof/testvectors_v1/${name}.json`), 'utf8')) as {
      testGroups: Group[];
    }
  ).testGroups;

/** @returns what opened, or undefined */
type Opener = (group: Group, it: Case) => Buffer | undefined | boolean;
/** What should come out. */
type Expected = (group: Group, it: Case) => Buffer | undefined | boolean;

const play = (tally: Tally, folder: string, name: string, open: Opener, expected: Expected): void => {
  for (const group of groupsOf(folder, name)) {
    for (const it of group.tests) {
      const [got, want] = [open(group, it), expected(group, it)];
      const isSame = Buffer.isBuffer(want) && Buffer.isBuffer(got) ? want.equals(got) : want === got;
      judge(tally, isSame ? [] : [`${name} ${it.tcId}`]);
    }
  }
};

const isValid = (it: Case): boolean => it['result'] === 'valid';

const suites = { p256: findAlgorithmSuite(0x0214, 1), p384: findAlgorithmSuite(0x0578, 2) };

const ecdsa =
  (curve: 'p256' | 'p384'): Opener =>
  (group, it) => {
    const { uncompressed } = group['publicKey'] as { uncompressed: string };
    const name = curve === 'p256' ? 'prime256v1' : 'secp384r1';
    const point = ECDH.convertKey(uncompressed, name, 'hex', 'base64', 'compressed');
    const message = {
      suite: suites[curve],
      context: new Map([[publicKeyName, point]]),
      signed: hex(it['msg']),
      signature: hex(it['sig']),
    };
    return isSignatureRight(message as unknown as EsdkMessage);
  };

const oaep =
  (hash: 'sha1' | 'sha256'): Opener =>
  (group, it) => {
    const privateKey = createPrivateKey(String(group['privateKeyPem']));
    const key: RawKey = { namespace: 'n', name: 'k', kind: 'rsa', privateKey, hash };
    const wrapped = { providerId: 'n', providerInfo: Buffer.from('k'), ciphertext: hex(it['ct']) };
    return unwrapDataKey(key, wrapped, new Map());
  };

const cbc: Opener = (_group, it) => {
  const made = setUpScheme('custom', {
    cipher: 'aes',
    mode: 'CBC',
    key: { type: 'hex', value: it['key'] },
    iv: { type: 'hex', value: it['iv'] },
    textEncoding: 'latin1',
    ciphertextEncoding: 'hex',
  });
  const opened = made.ok ? made.value.open((it['ct'] ?? '').toUpperCase()) : undefined;
  return opened === undefined ? undefined : Buffer.from(opened.toString('utf8'), 'latin1');
};

/** @param folder of peers' vectors */
export const playPrimitives = (folder: string, openWithGcm = openGcm): Tally => {
  const tally = newTally();
  play(
    tally,
    folder,
    'aes_gcm_test',
    (_group, it) => {
      const parts = { iv: hex(it['iv']), ciphertext: hex(it['ct']), tag: hex(it['tag']) };
      return openWithGcm(hex(it['key']), hex(it['aad']), parts);
    },
    (group, it) => {
      const isOurs = group['keySize'] === 256 && group['ivSize'] === 96 && group['tagSize'] === 128;
      return isValid(it) && isOurs ? hex(it['msg']) : undefined;
    },
  );
  play(tally, folder, 'ecdsa_secp256r1_sha256_test', ecdsa('p256'), (_group, it) => isValid(it));
  play(tally, folder, 'ecdsa_secp384r1_sha384_test', ecdsa('p384'), (_group, it) => isValid(it));
  // A label is what nobody here uses: such a ciphertext is another one's.
  const unlabelled: Expected = (_group, it) =>
    isValid(it) && it['label'] === '' ? hex(it['msg']) : undefined;
  play(tally, folder, 'rsa_oaep_2048_sha1_mgf1sha1_test', oaep('sha1'), unlabelled);
  play(tally, folder, 'rsa_oaep_2048_sha256_mgf1sha256_test', oaep('sha256'), unlabelled);
  play(tally, folder, 'aes_cbc_pkcs5_test', cbc, (_group, it) => (isValid(it) ? hex(it['msg']) : undefined));
  return tally;
};

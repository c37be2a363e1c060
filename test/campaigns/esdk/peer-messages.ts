// The messages that AWS publishes with its Encryption SDK, from a folder that is named: 132 that need no KMS (99 of .NET, 28 and
// 5 of its dialect 4.0.0), and 46 of message format 2 with their data keys.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { noSettings, readEsdkSettings, type EsdkSettings } from '#shared/crypto/codecs/esdk/esdk-settings';
import { Parameters } from '#shared/crypto/legacy/parameters';

export type PeerMessage = {
  readonly name: string;
  readonly bytes: Buffer;
  readonly plaintext: Buffer;
  readonly context: Readonly<Record<string, string>>;
  readonly settings: EsdkSettings;
  readonly isOfDialect: boolean;
};

export type KeyedMessage = {
  readonly name: string;
  readonly bytes: Buffer;
  readonly dataKey: Buffer;
  /** Undefined where the commitment is wrong on purpose. */
  readonly plaintext: string | undefined;
};

type Manifest = {
  readonly tests: Readonly<
    Record<
      string,
      {
        readonly ciphertext: string;
        readonly 'master-keys': readonly {
          readonly type: string;
          readonly key: string;
          readonly 'provider-id': string;
          readonly 'padding-hash'?: string;
        }[];
        readonly 'encryption-context': Readonly<Record<string, string>>;
        readonly result: { readonly output: { readonly plaintext: string } };
      }
    >
  >;
};
type Keys = {
  readonly keys: Readonly<
    Record<
      string,
      {
        readonly 'key-id': string;
        readonly type: string;
        readonly algorithm?: string;
        readonly material?: string;
      }
    >
  >;
};

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;
const localPath = (folder: string, url: string): string => join(folder, url.replace('file://', ''));

const readFolder = (folder: string, isOfDialect: boolean): readonly PeerMessage[] => {
  const { tests } = readJson<Manifest>(join(folder, 'manifest.json'));
  const { keys } = readJson<Keys>(join(folder, 'keys.json'));
  return Object.values(tests)
    .filter((it) => it['master-keys'].every(({ type }) => type === 'raw'))
    .map((it) => {
      const rawKeys = it['master-keys'].flatMap((masterKey): readonly object[] => {
        const key = keys[masterKey.key];
        if (key === undefined || key.type === 'public') return [];
        const names = { namespace: masterKey['provider-id'], name: key['key-id'] };
        return key.algorithm === 'aes'
          ? [{ ...names, keyBase64: key.material }]
          : [{ ...names, privateKeyPem: key.material, hash: masterKey['padding-hash'] }];
      });
      return {
        name: it.ciphertext.replace('file://ciphertexts/', ''),
        bytes: readFileSync(localPath(folder, it.ciphertext)),
        plaintext: readFileSync(localPath(folder, it.result.output.plaintext)),
        context: it['encryption-context'],
        settings: readEsdkSettings(new Parameters({ rawKeys, allowNonCommitting: true })),
        isOfDialect,
      };
    });
};

export const readPeerMessages = (folder: string): readonly PeerMessage[] => [
  ...readFolder(join(folder, 'esdk/v4-Net-4.0.1'), false),
  ...readFolder(join(folder, 'esdk/valid-Net-4.0.0'), false),
  ...readFolder(join(folder, 'esdk/invalid-Net-4.0.0'), true),
];

type Vectors = {
  readonly tests: readonly {
    readonly ciphertext: string;
    readonly 'decrypted-dek': string;
    readonly status: boolean;
    readonly 'plaintext-frames'?: readonly string[];
    readonly comment: string;
  }[];
};

export const readKeyedMessages = (folder: string): readonly KeyedMessage[] =>
  readJson<Vectors>(join(folder, 'esdk/js-v2-commitment-vectors.json')).tests.map((it) => ({
    name: it.comment,
    bytes: Buffer.from(it.ciphertext, 'base64'),
    dataKey: Buffer.from(it['decrypted-dek'], 'base64'),
    plaintext: it.status ? (it['plaintext-frames'] ?? []).join('') : undefined,
  }));

export const withDialect = (settings: EsdkSettings): EsdkSettings => ({
  ...settings,
  dialects: [...noSettings.dialects, 'net-4.0.0'],
});

export const skippedMessages =
  'SKIPPED: 132 messages of AWS’s Encryption SDK for .NET and 46 of format 2; ' +
  'name their folder with --peer-vectors or DEPOSITS_PEER_VECTORS.';

// The decryptor in a container that has just been made: from starting the process to its first answer (a Query, a Decrypt, a
// JWE opened), and the memory that it had taken by then; over TLS as AWS's endpoints speak it, and plain. Beside it the peers, the exchanges alone,
// which no implementation on Node can beat, and the no-op function.

import { interleave, type Variant } from '../measure/interleave.ts';
import { withFunction, type BenchedFunction } from '../measure/function-process.ts';
import type { Samples } from '../statistics.ts';
import { rustSubject, subject, type Setting } from '../subjects.ts';
import { decryptRequest } from '../environment/requests.ts';
import type { EncryptionSdkPeer } from './encryption-sdk-peer.ts';

const isOpened = (answer: unknown): boolean => JSON.stringify(answer).includes('"password"');

const firstAnswer =
  (figure: 'cold' | 'cold-plain') =>
  (name: string, benched: BenchedFunction, event: object, isEmpty = false): Variant => ({
    name: `${figure}/${name}`,
    run: () =>
      withFunction(benched, async ({ startedMs, invoke, peakMemoryKb }) => {
        const answer = await invoke(event);
        const tookMs = performance.now() - startedMs;
        if (!isEmpty && !isOpened(answer)) throw new Error(`opened nothing: ${JSON.stringify(answer)}`);
        return {
          [`${figure}/${name}`]: tookMs,
          ...(figure === 'cold' ? { [`memory/${name}`]: peakMemoryKb() / 1000 } : {}),
        };
      }),
  });

export type ColdPeers = { readonly encryptionSdk?: EncryptionSdkPeer | undefined; readonly isShort: boolean };

export const measureDecryptorCold = (
  setting: Setting,
  rounds: number,
  { encryptionSdk, isShort }: ColdPeers,
): Promise<Samples> => {
  const rust = rustSubject(setting);
  const event = decryptRequest();
  const cache = { NODE_COMPILE_CACHE: `${setting.bundles.peers.folder}/compile-cache` };
  const overTls = firstAnswer('cold');
  const overPlain = firstAnswer('cold-plain');
  const plain = { ...setting, environment: setting.plain };
  const others: Variant[] = isShort
    ? []
    : [
        overPlain('floor', subject(plain, 'floor'), event, true),
        overPlain('ours', subject(plain, 'ours'), event),
        overPlain('sdk-bundled', subject(plain, 'sdk-bundled'), event),
        overTls('sdk-not-bundled', subject(setting, 'sdk-not-bundled'), event),
        overTls('compile-cache', subject(setting, 'ours', cache), event),
        ...(rust === undefined ? [] : [overTls('rust', rust, event)]),
        ...(encryptionSdk === undefined
          ? []
          : [overTls('encryption-sdk', encryptionSdk.benched, encryptionSdk.event)]),
      ];
  return interleave(
    [
      overTls('node', subject(setting, 'node'), event, true),
      overTls('floor', subject(setting, 'floor'), event, true),
      overTls('ours', subject(setting, 'ours'), event),
      overTls('sdk-bundled', subject(setting, 'sdk-bundled'), event),
      ...others,
    ],
    rounds,
    2,
  );
};

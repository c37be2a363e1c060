// The decryptor in a container that has just been made: from starting the process to its first answer (a Query, a Decrypt, a
// JWE opened), and the memory that it had taken by then. Beside it the peers, and the no-op function that nothing can beat.

import { interleave, type Variant } from '../measure/interleave.ts';
import { withFunction, type BenchedFunction } from '../measure/function-process.ts';
import type { Samples } from '../statistics.ts';
import { rustSubject, subject, type Setting } from '../subjects.ts';
import { decryptRequest } from '../environment/requests.ts';
import type { EncryptionSdkPeer } from './encryption-sdk-peer.ts';

const isOpened = (answer: unknown): boolean => JSON.stringify(answer).includes('"password"');

const firstAnswer = (name: string, benched: BenchedFunction, event: object, isEmpty = false): Variant => ({
  name,
  run: () =>
    withFunction(benched, async ({ startedMs, invoke, peakMemoryKb }) => {
      const answer = await invoke(event);
      const tookMs = performance.now() - startedMs;
      if (!isEmpty && !isOpened(answer)) throw new Error(`opened nothing: ${JSON.stringify(answer)}`);
      return { [`cold/${name}`]: tookMs, [`memory/${name}`]: peakMemoryKb() / 1000 };
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
  const others: Variant[] = isShort
    ? []
    : [
        firstAnswer('sdk-not-bundled', subject(setting, 'sdk-not-bundled'), event),
        firstAnswer('compile-cache', subject(setting, 'ours', cache), event),
        ...(rust === undefined ? [] : [firstAnswer('rust', rust, event)]),
        ...(encryptionSdk === undefined
          ? []
          : [firstAnswer('encryption-sdk', encryptionSdk.benched, encryptionSdk.event)]),
      ];
  return interleave(
    [
      firstAnswer('node', subject(setting, 'node'), event, true),
      firstAnswer('ours', subject(setting, 'ours'), event),
      firstAnswer('sdk-bundled', subject(setting, 'sdk-bundled'), event),
      ...others,
    ],
    rounds,
    2,
  );
};

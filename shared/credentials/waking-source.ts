// A credential source that has the decryptor started while its own function starts: a cold request then waits for the longer of two starts and not
// for their sum. As soon as there is a connection, the request for which the container was made asks, or, where there is none yet, one that opens
// nothing; what comes after it is not begun before, because loading a driver would keep the process from sending it.

import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../platform/clock.ts';
import { deadlineIn } from '../platform/deadline.ts';
import { wakeUpRequest } from './contract.ts';
import type { CredentialSource } from './credential-source.ts';
import type { DecryptorInvoker } from './decryptor-invoker.ts';

export type WakingSourceOptions = {
  readonly source: CredentialSource;
  readonly invoker: DecryptorInvoker;
  /** Begins to connect to where the decryptor is asked. */
  readonly prepare: () => Promise<void>;
  readonly connected: () => Promise<void>;
};

/** A start that waits longer for its connection goes on without. */
const connectMs = 250;
/** A request that waits longer for the decryptor to wake asks it all the same: another container answers then. */
const wakeMs = 2_000;

export const wakingSource = ({ source, invoker, prepare, connected }: WakingSourceOptions) => {
  let isAsked = false;
  let waking: Promise<unknown> | undefined;
  const asked: CredentialSource = {
    use: async (...parameters) => {
      isAsked = true;
      // Lambda gives an event to another container as long as the woken one has not answered.
      await waking;
      return source.use(...parameters);
    },
  };
  return {
    source: asked,
    prepare: async (): Promise<void> => {
      await prepare();
      await Promise.race([connected(), pause(connectMs, undefined, { ref: false })]);
      // A request that came meanwhile wakes it by itself. Whatever this ends in, the first request meets again and says.
      if (!isAsked) waking = invoker.invoke(wakeUpRequest, deadlineIn(systemClock, wakeMs));
      await turn();
      await turn();
    },
  };
};

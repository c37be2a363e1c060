// The list function with a stop-watch around its credential source: what a request waits for its credential, from asking to
// having it, in microseconds with the answer. `x-bench-fresh` passes by the cache.

import { listDirectDeposits } from '../../functions/list-direct-deposits/list-direct-deposits.ts';
import type { CredentialSource } from '../../shared/credentials/credential-source.ts';
import {
  createDirectDepositHandler,
  wireDirectDeposits,
  type ApiHandler,
} from '../../shared/runtime/direct-deposit-runtime.ts';

let isFresh = false;
let waitedUs = NaN;

const timed = (source: CredentialSource): CredentialSource => ({
  use: (tenantId, purposes, fn, use) => {
    const startedMs = performance.now();
    const given: typeof fn = (credentials) => {
      waitedUs = (performance.now() - startedMs) * 1000;
      return fn(credentials);
    };
    return source.use(tenantId, purposes, given, { ...use, refresh: isFresh });
  },
});

const list = createDirectDepositHandler(listDirectDeposits, async () => {
  const wired = await wireDirectDeposits();
  return { ...wired, ports: { ...wired.ports, credentials: timed(wired.ports.credentials) } };
});

export const handler: ApiHandler = async (event, context) => {
  isFresh = event.headers?.['x-bench-fresh'] !== undefined;
  waitedUs = NaN;
  const answer = await list(event, context);
  return { ...answer, headers: { ...answer.headers, 'x-bench-credential-us': String(waitedUs) } };
};

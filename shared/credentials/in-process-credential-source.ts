// Adapter of CredentialSource that runs the decryptor's core in the caller's own process: the same checks, the same audit
// lines, no second Lambda. Requests pass the same contract as over the wire.

import { fail, succeed } from '../platform/result.ts';
import { askerOf, parseRequest } from './contract.ts';
import type { CredentialSource } from './credential-source.ts';
import { pickCredentials, unavailable } from './deliver-credentials.ts';
import { openCredentials, type OpenCredentialsDeps } from './open-credentials.ts';

export const createInProcessCredentialSource = (deps: OpenCredentialsDeps): CredentialSource => ({
  use: async (tenantId, purposes, fn, { caller, deadline, refresh = false, previous = false }) => {
    const asked = { version: 1, tenantId, purposes, refresh, previous, caller };
    const request = parseRequest(asked);
    if (!request.ok) {
      deps.log('decryptor.request.refused', { ...request.failure, ...askerOf(asked) });
      return fail(unavailable(request.failure.code));
    }
    const picked = pickCredentials(await openCredentials(deps, request.value, deadline), purposes);
    return picked.ok ? succeed(await fn(picked.value)) : picked;
  },
});

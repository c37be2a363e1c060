// Adapter of CredentialSource that runs the decryptor's core in the caller's own process: the same checks, the same audit
// lines, no second Lambda. Requests pass the same contract as over the wire.

import type { TenantId } from '../domain/tenant-id.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import { askerOf, parseRequest } from './contract.ts';
import type { CredentialFailure } from './credential-failure.ts';
import type { CredentialSource, CredentialUse, OpenedCredentials } from './credential-source.ts';
import { pickCredentials, unavailable } from './deliver-credentials.ts';
import { openCredentials, type OpenCredentialsDeps } from './open-credentials.ts';
import type { Purpose } from './purpose.ts';

export class InProcessCredentialSource implements CredentialSource {
  readonly #deps: OpenCredentialsDeps;

  constructor(deps: OpenCredentialsDeps) {
    this.#deps = deps;
  }

  async use<P extends Purpose, T>(
    tenantId: TenantId,
    purposes: readonly P[],
    fn: (credentials: OpenedCredentials<P>) => Promise<T>,
    { caller, deadline, refresh = false, previous = false }: CredentialUse,
  ): Promise<Result<T, CredentialFailure>> {
    const asked = { version: 1, tenantId, purposes, refresh, previous, caller };
    const request = parseRequest(asked);
    if (!request.ok) {
      this.#deps.log('decryptor.request.refused', { ...request.failure, ...askerOf(asked) });
      return fail(unavailable(request.failure.code));
    }
    const picked = pickCredentials(await openCredentials(this.#deps, request.value, deadline), purposes);
    return picked.ok ? succeed(await fn(picked.value)) : picked;
  }
}

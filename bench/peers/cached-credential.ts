// Nothing but the credential, through the source that an API function has: the decryptor's core in process behind the cache.

import type { InvocationContext } from '../../shared/platform/deadline.ts';
import { wireDirectDeposits, type Wired } from '../../shared/runtime/direct-deposit-runtime.ts';
import { parseRequest } from '../../shared/credentials/contract.ts';

let wiring: Promise<Wired> | undefined;

export const handler = async (event: unknown, context: InvocationContext): Promise<object> => {
  wiring ??= wireDirectDeposits();
  const { ports } = await wiring;
  const request = parseRequest(event);
  if (!request.ok) throw new TypeError('Not a request of the contract');
  const { tenantId, caller } = request.value;
  const deadline = { remainingMs: () => context.getRemainingTimeInMillis() };
  const used = await ports.credentials.use(tenantId, ['sql-server'], async () => ({}), { caller, deadline });
  if (!used.ok) throw new Error(`The credential was not opened: ${used.failure.code}`);
  return used.value;
};

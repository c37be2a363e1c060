// The decryptor Lambda: an Invoke event is a request of the contract, the answer is the contract's. Unexpected errors are
// logged by name and place and thrown as one fixed error, so that neither the caller nor Lambda's own log line sees a cause.

import {
  askerOf,
  isWakeUp,
  parseRequest,
  presentAnswer,
  presentRefusal,
  requireTenant,
  type AwakeAnswer,
  type WireAnswer,
} from '#shared/credentials/contract';
import { requireGrant } from '#shared/credentials/decryptor-grants';
import { openCredentials } from '#shared/credentials/open-credentials';
import { crashFacts } from '#shared/platform/crash-facts';
import type { Deadline, InvocationContext } from '#shared/platform/deadline';
import { getRuntime, type DecryptorDeps } from '#shared/runtime/decryptor-runtime';
import { startAhead } from '#shared/runtime/start-ahead';

type DecryptorContext = InvocationContext & {
  readonly invokedFunctionArn?: string;
  /** In tenant isolation mode: whose container this is. */
  readonly tenantId?: string;
};
export type DecryptorHandler = (event: unknown, context: DecryptorContext) => Promise<WireAnswer>;

/** Left for writing the answer. */
const marginMs = 150;

const deadlineOf = (context: InvocationContext): Deadline => ({
  remainingMs: () => Math.max(0, context.getRemainingTimeInMillis() - marginMs),
});

const answer = async (
  deps: DecryptorDeps,
  event: unknown,
  context: DecryptorContext,
): Promise<WireAnswer> => {
  const parsed = parseRequest(event);
  const ofTenant = parsed.ok ? requireTenant(parsed.value, context.tenantId) : parsed;
  const request = ofTenant.ok
    ? requireGrant(ofTenant.value, context.invokedFunctionArn ?? '', deps.grants)
    : ofTenant;
  if (!request.ok) {
    deps.log('decryptor.request.refused', { ...request.failure, ...askerOf(event) });
    return presentRefusal(request.failure);
  }
  return presentAnswer(await openCredentials(deps, request.value, deadlineOf(context)));
};

export const createHandler =
  (getDeps: () => DecryptorDeps): DecryptorHandler =>
  async (event, context) => {
    const deps = getDeps();
    const endRequest = deps.startRequest?.();
    try {
      const answered = await answer(deps, event, context);
      endRequest?.({ isCrashed: false });
      return answered;
    } catch (error) {
      deps.log('decryptor.request.crashed', crashFacts(error));
      endRequest?.({ isCrashed: true });
      throw new Error('The decryptor failed');
    }
  };

const handleRequest = createHandler(getRuntime);

/** A wake-up is no request of a credential: it is not counted, and the next request still tells the cold start. */
export const handler = (event: unknown, context: DecryptorContext): Promise<WireAnswer | AwakeAnswer> =>
  isWakeUp(event) ? Promise.resolve({ version: 1, isAwake: true }) : handleRequest(event, context);

startAhead(() => getRuntime().prepare?.());

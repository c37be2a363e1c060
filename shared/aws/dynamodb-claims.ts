// Adapter of ClaimStore on DynamoDB.

import type { ClaimStore } from '../events/claim-store.ts';
import { boundedMs, type Deadline } from '../platform/deadline.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import type { ClaimCalls } from './claim-calls.ts';

const boundMs = 1_500;

export const createDynamoDbClaims = (
  calls: ClaimCalls,
  tableName: string,
  onError: (error: unknown) => void,
): ClaimStore => {
  const attempt = async <T>(
    call: (timeoutMs: number) => Promise<T>,
    deadline: Deadline,
  ): Promise<Result<T, 'store-unavailable'>> => {
    try {
      return succeed(await call(boundedMs(deadline, boundMs)));
    } catch (error) {
      onError(error);
      return fail('store-unavailable');
    }
  };
  return {
    take: (claim, lease, deadline) =>
      attempt((timeoutMs) => calls.take({ tableName, ...claim, ...lease }, timeoutMs), deadline),
    isDone: (key, deadline) =>
      attempt(
        async (timeoutMs) => (await calls.read({ tableName, key }, timeoutMs))?.isDone === true,
        deadline,
      ),
    finish: (claim, deadline) =>
      attempt((timeoutMs) => calls.finish({ tableName, ...claim }, timeoutMs), deadline),
    release: (claim, deadline) =>
      attempt((timeoutMs) => calls.release({ tableName, ...claim }, timeoutMs), deadline),
  };
};

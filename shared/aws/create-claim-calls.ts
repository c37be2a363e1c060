// Claims on the two requests of DynamoDB that they need, which each transport carries in its own way.

import { awsErrorFacts } from './aws-error.ts';
import type { ClaimCalls, ClaimRecord, ClaimRequest } from './claim-calls.ts';

const names = {
  '#state': 'state',
  '#token': 'token',
  '#leaseUntilMs': 'leaseUntilMs',
  '#expiresAt': 'expiresAt',
};

const keyOf = ({ tableName, key }: Pick<ClaimRequest, 'tableName' | 'key'>) => ({
  TableName: tableName,
  Key: { claimKey: { S: key } },
});

const takeRequest = (request: ClaimRequest) => ({
  ...keyOf(request),
  UpdateExpression:
    'SET #state = :claimed, #token = :token, #leaseUntilMs = :leaseUntilMs, #expiresAt = :expiresAt',
  ConditionExpression:
    'attribute_not_exists(claimKey) OR #expiresAt < :nowSeconds OR (#state = :claimed AND (#leaseUntilMs < :nowMs OR #token = :token))',
  ExpressionAttributeNames: names,
  ExpressionAttributeValues: {
    ':claimed': { S: 'claimed' },
    ':token': { S: request.token },
    ':leaseUntilMs': { N: String(request.leaseUntilMs) },
    ':expiresAt': { N: String(request.expiresAtSeconds) },
    ':nowMs': { N: String(request.nowMs) },
    ':nowSeconds': { N: String(Math.floor(request.nowMs / 1_000)) },
  },
});

const readRequest = (request: Pick<ClaimRequest, 'tableName' | 'key'>) => ({
  ...keyOf(request),
  ConsistentRead: true,
});

type OwnClaim = Parameters<ClaimCalls['finish']>[0];

const finishRequest = (request: OwnClaim) => ({
  ...keyOf(request),
  UpdateExpression: 'SET #state = :done',
  ConditionExpression: '#token = :token',
  ExpressionAttributeNames: { '#state': names['#state'], '#token': names['#token'] },
  ExpressionAttributeValues: { ':done': { S: 'done' }, ':token': { S: request.token } },
});

const releaseRequest = (request: OwnClaim) => ({
  ...keyOf(request),
  UpdateExpression: 'SET #leaseUntilMs = :ended',
  ConditionExpression: '#token = :token AND #state = :claimed',
  ExpressionAttributeNames: {
    '#state': names['#state'],
    '#token': names['#token'],
    '#leaseUntilMs': names['#leaseUntilMs'],
  },
  ExpressionAttributeValues: {
    ':ended': { N: '0' },
    ':claimed': { S: 'claimed' },
    ':token': { S: request.token },
  },
});

type Attribute = { readonly S?: unknown; readonly N?: unknown };
const isAttribute = (value: unknown): value is Attribute => typeof value === 'object' && value !== null;

/** @param item as DynamoDB writes it */
const toClaimRecord = (item: unknown): ClaimRecord | undefined => {
  if (typeof item !== 'object' || item === null) return undefined;
  const state: unknown = Reflect.get(item, 'state');
  const lease: unknown = Reflect.get(item, 'leaseUntilMs');
  if (!isAttribute(state) || !isAttribute(lease)) return undefined;
  return { isDone: state.S === 'done', leaseUntilMs: Number(lease.N) };
};

/** Each throws what `awsErrorFacts` understands. */
export type ClaimTransport = {
  readonly update: (request: UpdateRequest, timeoutMs: number) => Promise<unknown>;
  /** Undefined where there is no such item. */
  readonly get: (request: ReturnType<typeof readRequest>, timeoutMs: number) => Promise<unknown>;
};

type UpdateRequest =
  ReturnType<typeof takeRequest> | ReturnType<typeof finishRequest> | ReturnType<typeof releaseRequest>;

export const createClaimCalls = ({ update, get }: ClaimTransport): ClaimCalls => {
  /** False where the condition did not hold. */
  const updateIf = async (request: UpdateRequest, timeoutMs: number): Promise<boolean> => {
    try {
      await update(request, timeoutMs);
      return true;
    } catch (error) {
      if (awsErrorFacts(error).name === 'ConditionalCheckFailedException') return false;
      throw error;
    }
  };
  return {
    take: (request, timeoutMs) => updateIf(takeRequest(request), timeoutMs),
    read: async (request, timeoutMs) => toClaimRecord(await get(readRequest(request), timeoutMs)),
    finish: (request, timeoutMs) => updateIf(finishRequest(request), timeoutMs),
    release: (request, timeoutMs) => updateIf(releaseRequest(request), timeoutMs),
  };
};

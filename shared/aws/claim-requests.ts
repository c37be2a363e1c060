// The DynamoDB requests of claims, the same for every transport.

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

export const takeRequest = (request: ClaimRequest) => ({
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

export const readRequest = (request: Pick<ClaimRequest, 'tableName' | 'key'>) => ({
  ...keyOf(request),
  ConsistentRead: true,
});

type OwnClaim = Parameters<ClaimCalls['finish']>[0];

export const finishRequest = (request: OwnClaim) => ({
  ...keyOf(request),
  UpdateExpression: 'SET #state = :done',
  ConditionExpression: '#token = :token',
  ExpressionAttributeNames: { '#state': names['#state'], '#token': names['#token'] },
  ExpressionAttributeValues: { ':done': { S: 'done' }, ':token': { S: request.token } },
});

export const releaseRequest = (request: OwnClaim) => ({
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
export const toClaimRecord = (item: unknown): ClaimRecord | undefined => {
  if (typeof item !== 'object' || item === null) return undefined;
  const state: unknown = Reflect.get(item, 'state');
  const lease: unknown = Reflect.get(item, 'leaseUntilMs');
  if (!isAttribute(state) || !isAttribute(lease)) return undefined;
  return { isDone: state.S === 'done', leaseUntilMs: Number(lease.N) };
};

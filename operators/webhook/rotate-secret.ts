// Stores a new signing secret as the current version of its secret in Secrets Manager; the one before stays as the previous one, which
// the webhook accepts for a day longer.

import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  DescribeSecretCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { randomUUID } from 'node:crypto';
import type { Secret } from '#shared/platform/secret';
import { rotationWindowMs } from '#shared/webhook/rotation-window';

export type SecretState = { readonly kind: 'empty' } | { readonly kind: 'stored'; readonly storedAt: Date };

/** Throws what the client throws, ResourceNotFoundException where there is no such secret. */
export const readSecretState = async (
  client: Pick<SecretsManagerClient, 'send'>,
  secretId: string,
): Promise<SecretState> => {
  await client.send(new DescribeSecretCommand({ SecretId: secretId }));
  try {
    const { CreatedDate: storedAt } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    return storedAt === undefined ? { kind: 'empty' } : { kind: 'stored', storedAt };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return { kind: 'empty' };
    throw error;
  }
};

/** While two secrets count already, a third one would make the older of them stop at once. */
export const isRotating = (state: SecretState, now: Date): boolean =>
  state.kind === 'stored' && now.getTime() - state.storedAt.getTime() < rotationWindowMs;

export const storeSecret = async (
  client: Pick<SecretsManagerClient, 'send'>,
  secretId: string,
  secret: Secret<string>,
): Promise<void> => {
  // The same token in every attempt of the client: a repeated one stores nothing twice.
  await client.send(
    new PutSecretValueCommand({
      SecretId: secretId,
      SecretString: secret.expose(),
      ClientRequestToken: randomUUID(),
    }),
  );
};

// Adapter of SigningSecretStore on Secrets Manager, whose staging labels tell the versions apart.

import { boundedMs } from '../platform/deadline.ts';
import { fail, succeed } from '../platform/result.ts';
import { Secret } from '../platform/secret.ts';
import type { SigningSecretStore } from '../webhook/signing-secret-store.ts';
import { awsErrorFacts } from './aws-error.ts';
import type { SecretValueCall } from './secret-value-call.ts';

const boundMs = 2_000;
const stages = { current: 'AWSCURRENT', previous: 'AWSPREVIOUS' } as const;

export const createSecretsManagerStore = (
  secretValue: SecretValueCall,
  onError: (error: unknown) => void,
): SigningSecretStore => ({
  read: async (secretId, version, deadline) => {
    try {
      const request = { secretId, stage: stages[version] };
      const { text, storedAtMs } = await secretValue(request, boundedMs(deadline, boundMs));
      return succeed({ secret: new Secret(text), storedAtMs });
    } catch (error) {
      const isNone = awsErrorFacts(error).name === 'ResourceNotFoundException';
      // A secret that was stored only once has no version before, which is no trouble.
      if (!isNone || version === 'current') onError(error);
      return fail(isNone ? 'none' : 'unavailable');
    }
  },
});

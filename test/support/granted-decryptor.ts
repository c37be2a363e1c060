// The decryptor behind Lambda's Invoke API, with a table of grants: the alias is what the caller names, as Lambda tells it.

import { createHandler } from '../../functions/decryptor/handler.ts';
import { parseGrants } from '#shared/credentials/decryptor-grants';
import { startCredentialWorld, type CredentialWorld } from './aws-credential-world.ts';
import { startLambdaEndpoint, type PlannedAnswer } from './aws-lambda-endpoint.ts';

export type GrantedDecryptor = {
  readonly world: CredentialWorld;
  readonly url: string;
  arnOf(alias: string): string;
  /** In place of the next answer. */
  plan(answer: PlannedAnswer): void;
  stop(): Promise<void>;
};

export const startGrantedDecryptor = async (table: string): Promise<GrantedDecryptor> => {
  const world = await startCredentialWorld();
  const handler = createHandler(() => ({ ...world.deps, grants: parseGrants(table) }));
  const endpoint = await startLambdaEndpoint((event, context) => {
    const called = endpoint.invocations.at(-1)?.functionName ?? '';
    return handler(event, { ...context, invokedFunctionArn: decodeURIComponent(called) });
  });
  return {
    world,
    url: endpoint.url,
    arnOf: (alias) => `arn:aws:lambda:us-east-1:123456789012:function:deposits-decryptor:${alias}`,
    plan: (answer) => void endpoint.planned.push(answer),
    stop: async () => {
      await endpoint.stop();
      await world.stop();
    },
  };
};

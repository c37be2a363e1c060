import { LambdaClient } from '@aws-sdk/client-lambda';
import { createHandler } from '../../functions/decryptor/handler.ts';
import { createLambdaDecryptorInvoker } from '#shared/aws/lambda-decryptor-invoker';
import { sdkInvoke } from '#shared/aws/sdk/sdk-invoke';
import { CachedCredentialSource } from '#shared/credentials/cached-credential-source';
import { createInProcessCredentialSource } from '#shared/credentials/in-process-credential-source';
import { createLambdaCredentialSource } from '#shared/credentials/lambda-credential-source';
import { systemClock } from '#shared/platform/clock';
import { startLambdaEndpoint } from '../support/aws-lambda-endpoint.ts';
import type { CredentialWorld } from '../support/aws-credential-world.ts';
import { describeCredentialSource } from './credential-source.ts';

const openLambda = async (world: CredentialWorld) => {
  const endpoint = await startLambdaEndpoint(createHandler(() => world.deps));
  const client = new LambdaClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    endpoint: endpoint.url,
    maxAttempts: 1,
  });
  const source = createLambdaCredentialSource({
    invoker: createLambdaDecryptorInvoker({
      invoke: sdkInvoke(client),
      functionName: 'decryptor',
      qualifier: 'live',
    }),
    pause: () => Promise.resolve(),
    random: () => 0,
  });
  return {
    source,
    close: async () => {
      client.destroy();
      await endpoint.stop();
    },
  };
};

describeCredentialSource('the decryptor Lambda', openLambda);

describeCredentialSource('the decryptor in process', (world) =>
  Promise.resolve({ source: createInProcessCredentialSource(world.deps), close: () => Promise.resolve() }),
);

describeCredentialSource('the cache before the decryptor Lambda', async (world) => {
  const inner = await openLambda(world);
  return { ...inner, source: new CachedCredentialSource({ source: inner.source, clock: systemClock }) };
});

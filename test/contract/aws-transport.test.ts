import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { signedDecrypt, signedQuery } from '#shared/aws/signed/signed-calls';
import { signedClaims, signedPutEvents, signedSecretValue } from '#shared/aws/signed/signed-event-calls';
import { signedInvoke } from '#shared/aws/signed/signed-invoke';
import { createSignedSender } from '#shared/aws/signed/signed-sender';
import { hotPathPatience, singleAttemptPatience } from '#shared/aws/patience';
import { hotPathClientOptions, singleAttemptClientOptions } from '#shared/aws/sdk/client-options';
import { sdkCalls } from '#shared/aws/sdk/sdk-calls';
import { sdkClaims, sdkPutEvents, sdkSecretValue } from '#shared/aws/sdk/sdk-event-calls';
import { sdkInvoke } from '#shared/aws/sdk/sdk-invoke';
import { shareErrorsWithNode } from '../support/errors-of-one-realm.ts';
import { describeAwsTransport } from './aws-transport.ts';

shareErrorsWithNode();

describeAwsTransport('signed requests of our own', (env) => {
  const kms = createSignedSender({ service: 'kms', env, ...hotPathPatience });
  const dynamoDb = createSignedSender({ service: 'dynamodb', env, ...hotPathPatience });
  const lambda = createSignedSender({ service: 'lambda', env, ...singleAttemptPatience });
  const secretsManager = createSignedSender({ service: 'secretsmanager', env, ...hotPathPatience });
  const eventBridge = createSignedSender({ service: 'events', env, ...hotPathPatience });
  return {
    decrypt: signedDecrypt(kms),
    query: signedQuery(dynamoDb),
    invoke: signedInvoke(lambda),
    events: {
      secretValue: signedSecretValue(secretsManager),
      putEvents: signedPutEvents(eventBridge),
      claims: signedClaims(dynamoDb),
    },
    close: () => [kms, dynamoDb, lambda, secretsManager, eventBridge].forEach(({ close }) => close()),
  };
});

describeAwsTransport('the SDK’s clients', (env) => {
  const given = {
    region: env['AWS_REGION']!,
    endpoint: env['AWS_ENDPOINT_URL']!,
    credentials: {
      accessKeyId: env['AWS_ACCESS_KEY_ID']!,
      secretAccessKey: env['AWS_SECRET_ACCESS_KEY']!,
      sessionToken: env['AWS_SESSION_TOKEN']!,
    },
  };
  const kms = new KMSClient({ ...hotPathClientOptions, ...given });
  const dynamoDb = new DynamoDBClient({ ...hotPathClientOptions, ...given });
  const lambda = new LambdaClient({ ...singleAttemptClientOptions, ...given });
  const secretsManager = new SecretsManagerClient({ ...hotPathClientOptions, ...given });
  const eventBridge = new EventBridgeClient({ ...hotPathClientOptions, ...given });
  return {
    ...sdkCalls({ kms, dynamoDb }),
    invoke: sdkInvoke(lambda),
    events: {
      secretValue: sdkSecretValue(secretsManager),
      putEvents: sdkPutEvents(eventBridge),
      claims: sdkClaims(dynamoDb),
    },
    close: () => [kms, dynamoDb, lambda, secretsManager, eventBridge].forEach((client) => client.destroy()),
  };
});

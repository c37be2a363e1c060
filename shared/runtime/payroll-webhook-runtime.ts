// Wires the payroll webhook once per container. DEPOSITS_WEBHOOK_SOURCES: who may send (shared/webhook/webhook-source.ts);
// DEPOSITS_CLAIM_TABLE: where it is kept which events were received.

import { awsErrorFacts, type AwsErrorFacts } from '../aws/aws-error.ts';
import { createDynamoDbClaims } from '../aws/dynamodb-claims.ts';
import type { EventCalls } from '../aws/event-calls.ts';
import { createEventBridgePublisher } from '../aws/eventbridge-publisher.ts';
import { createSecretsManagerStore } from '../aws/secrets-manager-store.ts';
import type { ClaimStore } from '../events/claim-store.ts';
import type { EventPublisher } from '../events/event-publisher.ts';
import { systemClock, type Clock } from '../platform/clock.ts';
import { requiredVariable } from '../platform/environment.ts';
import type { Log } from '../platform/log.ts';
import type { SigningSecretStore } from '../webhook/signing-secret-store.ts';
import { parseWebhookSources, type WebhookSource } from '../webhook/webhook-source.ts';
import { createEventCalls } from './event-calls-runtime.ts';
import { wireLog } from './log-runtime.ts';

export type WebhookRuntime = {
  readonly clock: Clock;
  readonly log: Log;
  readonly sources: readonly WebhookSource[];
  readonly secretStore: SigningSecretStore;
  readonly claims: ClaimStore;
  readonly publisher: EventPublisher;
  /** Connects before the first request; fails silently. */
  readonly prepare: () => Promise<void>;
  /** X-Ray's header of the invocation under way. */
  readonly traceHeader: () => string | undefined;
};

/** The ports on calls to AWS, with a line in the log for each that fails. */
export const webhookPorts = (
  { secretValue, claims, putEvents, prepare }: EventCalls,
  claimTable: string,
  log: Log,
): Pick<WebhookRuntime, 'secretStore' | 'claims' | 'publisher' | 'prepare'> => {
  const fieldsOf = ({ name: errorName, status }: AwsErrorFacts) => ({ errorName, status });
  return {
    secretStore: createSecretsManagerStore(secretValue, (error) =>
      log('webhook.secret.failed', fieldsOf(awsErrorFacts(error))),
    ),
    claims: createDynamoDbClaims(claims, claimTable, (error) =>
      log('webhook.claim.failed', fieldsOf(awsErrorFacts(error))),
    ),
    publisher: createEventBridgePublisher(putEvents, (facts) =>
      log('webhook.publish.failed', fieldsOf(facts)),
    ),
    prepare,
  };
};

export const wireWebhook = (): WebhookRuntime => {
  const sources = parseWebhookSources(requiredVariable(process.env, 'DEPOSITS_WEBHOOK_SOURCES'));
  if (!sources.ok) throw new TypeError(`DEPOSITS_WEBHOOK_SOURCES: ${sources.failure}`);
  const claimTable = requiredVariable(process.env, 'DEPOSITS_CLAIM_TABLE');
  const { log } = wireLog();
  return {
    clock: systemClock,
    log,
    sources: sources.value,
    ...webhookPorts(createEventCalls(process.env), claimTable, log),
    traceHeader: () => process.env['_X_AMZN_TRACE_ID'],
  };
};

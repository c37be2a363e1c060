// Which errors are worth another attempt, and after how long: the SDK's "standard" rules
// (https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html), with full jitter.

import type { RetryRule } from '../../platform/retry.ts';
import { awsErrorFacts } from '../aws-error.ts';

const throttlings: ReadonlySet<string> = new Set([
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
]);

const transients: ReadonlySet<string> = new Set([
  'TimeoutError',
  'RequestTimeout',
  'RequestTimeoutException',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** AWS refused the signature for its time: our clock is wrong, or so it seems. */
const skews: ReadonlySet<string> = new Set([
  'AuthFailure',
  'InvalidSignatureException',
  'RequestExpired',
  'RequestInTheFuture',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
]);

const transientStatuses: ReadonlySet<number> = new Set([500, 502, 503, 504]);

const throttlePauseMs = 500;
const transientPauseMs = 50;

export const isSkew = (error: unknown): boolean => skews.has(awsErrorFacts(error).name);

/** Another attempt is not started with less time left. */
export const leastUsefulMs = 50;

/** Undefined when another attempt would not help. */
export const retryRule = (error: unknown, maxAttempts: number): RetryRule | undefined => {
  const { name, status } = awsErrorFacts(error);
  const ruleOf = (longestPauseMs: number) => ({
    maxAttempts,
    longestPausesMs: [longestPauseMs],
    leastUsefulMs,
  });
  if (throttlings.has(name) || status === 429) return ruleOf(throttlePauseMs);
  const isTransient = transients.has(name) || (status !== undefined && transientStatuses.has(status));
  return isTransient ? ruleOf(transientPauseMs) : undefined;
};

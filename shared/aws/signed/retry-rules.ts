// Which errors are worth another attempt, and after how long: the SDK's "standard" rules
// (https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html), with full jitter.

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

const passing: ReadonlySet<string> = new Set([
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

const passingStatuses: ReadonlySet<number> = new Set([500, 502, 503, 504]);

const throttlePauseMs = 500;
const passingPauseMs = 50;

export const isSkew = (error: unknown): boolean => skews.has(awsErrorFacts(error).name);

/** The longest pause before another attempt; `undefined` when another one would not help. */
export const longestPauseMs = (error: unknown): number | undefined => {
  const { name, status } = awsErrorFacts(error);
  if (throttlings.has(name) || status === 429) return throttlePauseMs;
  return passing.has(name) || (status !== undefined && passingStatuses.has(status))
    ? passingPauseMs
    : undefined;
};

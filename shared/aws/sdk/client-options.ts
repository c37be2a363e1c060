// The same patience in the SDK's words.

import { hotPathPatience, singleAttemptPatience } from '../patience.ts';

export const hotPathClientOptions = {
  maxAttempts: hotPathPatience.maxAttempts,
  retryMode: 'standard',
  requestHandler: {
    connectionTimeout: hotPathPatience.connectMs,
    requestTimeout: hotPathPatience.attemptMs,
    throwOnRequestTimeout: true,
  },
};

export const singleAttemptClientOptions = {
  maxAttempts: singleAttemptPatience.maxAttempts,
  requestHandler: { connectionTimeout: singleAttemptPatience.connectMs },
};

// How patient an AWS client on a user's request is: two attempts, short waits. Region, credentials and endpoint come from the
// standard environment (AWS_REGION, AWS_ENDPOINT_URL_<SERVICE>, …), which the clients read by themselves.

export const hotPathClientOptions = {
  maxAttempts: 2,
  retryMode: 'standard',
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
};

/** For the one call that has its own retry around it, and whose answer may take a cold start. */
export const singleAttemptClientOptions = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 1_000 },
};

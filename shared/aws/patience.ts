// How patient a request to AWS on a user's request is, on either transport. Region, credentials and endpoint come from the
// standard environment (AWS_REGION, AWS_ENDPOINT_URL_<SERVICE>, …).

/** KMS and DynamoDB: two attempts, short waits. */
export const hotPathPatience = { maxAttempts: 2, connectMs: 1_000, attemptMs: 2_000 } as const;

/** For the one call that has its own retry around it, and whose answer may take a cold start. */
export const singleAttemptPatience = { maxAttempts: 1, connectMs: 1_000, attemptMs: 10_000 } as const;

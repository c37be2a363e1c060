// Claims on work that has to be done once, as conditional writes of DynamoDB; one transport or the other carries them
// (docs/adr/0015).

export type ClaimRequest = {
  readonly tableName: string;
  readonly key: string;
  /** Of the one that claims: a repeated request with the same token is the same claim. */
  readonly token: string;
  readonly nowMs: number;
  readonly leaseUntilMs: number;
  /** When the record may be forgotten, seconds since 1970. */
  readonly expiresAtSeconds: number;
};

export type ClaimRecord = { readonly isDone: boolean; readonly leaseUntilMs: number };

type OwnClaim = Pick<ClaimRequest, 'tableName' | 'key' | 'token'>;

/** Each throws what `awsErrorFacts` understands. */
export type ClaimCalls = {
  /** False where the work is done, or claimed by another one whose lease is running. */
  readonly take: (request: ClaimRequest, timeoutMs: number) => Promise<boolean>;
  /** As of now, in a consistent read. */
  readonly read: (
    request: Pick<ClaimRequest, 'tableName' | 'key'>,
    timeoutMs: number,
  ) => Promise<ClaimRecord | undefined>;
  /** False where another one has taken the claim over. */
  readonly finish: (request: OwnClaim, timeoutMs: number) => Promise<boolean>;
  /** Ends the lease, so that the next one need not wait for it; false as above. */
  readonly release: (request: OwnClaim, timeoutMs: number) => Promise<boolean>;
};

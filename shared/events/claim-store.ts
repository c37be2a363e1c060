// Port: claims on work that has to be done once, each with a lease.

import type { Deadline } from '../platform/deadline.ts';
import type { Result } from '../platform/result.ts';

export type Claim = {
  readonly key: string;
  /** Of the one that claims: a repeated request with the same token is the same claim. */
  readonly token: string;
};

export type Lease = {
  readonly nowMs: number;
  readonly leaseUntilMs: number;
  /** When the record may be forgotten, seconds since 1970. */
  readonly expiresAtSeconds: number;
};

type Answer<T> = Promise<Result<T, 'store-unavailable'>>;

export type ClaimStore = {
  /** False where the work is done, or claimed by another one whose lease is running. */
  readonly take: (claim: Claim, lease: Lease, deadline: Deadline) => Answer<boolean>;
  /** As of now. */
  readonly isDone: (key: string, deadline: Deadline) => Answer<boolean>;
  /** Marks the work as done; false where another one has taken the claim over. */
  readonly finish: (claim: Claim, deadline: Deadline) => Answer<boolean>;
  /** Ends the lease, so that the next one need not wait for it; false as above. */
  readonly release: (claim: Claim, deadline: Deadline) => Answer<boolean>;
};

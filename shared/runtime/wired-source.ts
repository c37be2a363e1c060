// What the wiring of a credential source gives, whichever it is.

import type { CredentialSource } from '../credentials/credential-source.ts';

export type WiredSource = {
  readonly source: CredentialSource;
  /** Does ahead what the first request would have to wait for; fails silently. */
  readonly prepare: () => Promise<void>;
};

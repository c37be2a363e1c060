// A tenant's keys for account numbers: every version that ever sealed one, and a root for keyed look-ups.
// `indexKey` does not rotate with the sealing keys: fingerprints made under it must always stay comparable.

export type AccountNumberKeyset = {
  /** Version that seals from now on; a member of `keys`. */
  readonly current: number;
  /** Key version (decimal) to 32 bytes in base64. */
  readonly keys: Readonly<Record<string, string>>;
  /** Root of the keys for fingerprints, idempotency, receipts and cursors, 32 bytes in base64. */
  readonly indexKey: string;
};

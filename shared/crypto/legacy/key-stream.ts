// Key bytes that are asked for piece by piece, the way .NET's DeriveBytes objects are: what the second request answers
// depends on the first.

export type KeyStream = {
  /** `undefined` when .NET itself has no meaningful answer to this request. */
  readonly getBytes: (length: number) => Buffer | undefined;
};

/** A cap on rounds, so that a stored parameter cannot keep a processor busy for seconds. */
export const maxIterations = 1_000_000;

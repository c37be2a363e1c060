// One block at a time, for the ciphers that this Node's OpenSSL lacks. They look things up in tables, so their time depends
// on the data: good enough to read what was stored long ago, never to be used for anything new.

export type BlockStep = (from: Buffer, fromAt: number, to: Buffer, toAt: number) => void;

export type BlockCipher = {
  readonly blockBytes: number;
  /** What CFB makes its key stream with; nothing here seals. */
  readonly forward: BlockStep;
  readonly inverse: BlockStep;
  readonly wipe: () => void;
};

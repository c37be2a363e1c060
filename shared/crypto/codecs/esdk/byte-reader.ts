// Reads a run of bytes from its beginning. What is not there is read as nothing and remembered: a parser asks once, at its
// end, whether everything was there.

const empty = Buffer.alloc(0);

export class ByteReader {
  readonly #bytes: Buffer;
  #position = 0;
  #isShort = false;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** A view, not a copy; empty when there are fewer. */
  bytes(length: number): Buffer {
    const end = this.#position + length;
    if (this.#isShort || end > this.#bytes.length) {
      this.#isShort = true;
      return empty;
    }
    const taken = this.#bytes.subarray(this.#position, end);
    this.#position = end;
    return taken;
  }

  /** Unsigned, big-endian; 0 when there are fewer bytes. */
  number(length: 1 | 2 | 4): number {
    const taken = this.bytes(length);
    return taken.length === 0 ? 0 : taken.readUIntBE(0, length);
  }

  /** As many bytes as the two before them say. */
  counted(): Buffer {
    return this.bytes(this.number(2));
  }

  get position(): number {
    return this.#position;
  }

  get isShort(): boolean {
    return this.#isShort;
  }

  get isAtEnd(): boolean {
    return !this.#isShort && this.#position === this.#bytes.length;
  }
}

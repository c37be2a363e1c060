// Little-endian writing and reading of protocol fields; text is UTF-16LE as TDS wants it.
export class ByteWriter {
  private readonly parts: Buffer[] = [];
  private current = Buffer.allocUnsafe(4096);
  private used = 0;

  private room(count: number): number {
    if (this.used + count > this.current.length) {
      this.parts.push(this.current.subarray(0, this.used));
      this.current = Buffer.allocUnsafe(Math.max(16384, count));
      this.used = 0;
    }
    const at = this.used;
    this.used += count;
    return at;
  }

  u8(value: number): this {
    const at = this.room(1);
    this.current[at] = value;
    return this;
  }
  u16(value: number): this {
    const at = this.room(2);
    this.current.writeUInt16LE(value, at);
    return this;
  }
  u32(value: number): this {
    const at = this.room(4);
    this.current.writeUInt32LE(value, at);
    return this;
  }
  i32(value: number): this {
    const at = this.room(4);
    this.current.writeInt32LE(value, at);
    return this;
  }
  u64(value: bigint): this {
    const at = this.room(8);
    this.current.writeBigUInt64LE(BigInt.asUintN(64, value), at);
    return this;
  }
  uint(value: bigint, size: number): this {
    let rest = value;
    for (let index = 0; index < size; index += 1, rest >>= 8n) this.u8(Number(rest & 0xffn));
    return this;
  }
  bytes(value: Uint8Array): this {
    const at = this.room(value.length);
    this.current.set(value, at);
    return this;
  }
  text(value: string): this {
    return this.bytes(Buffer.from(value, 'utf16le'));
  }
  /** B_VARCHAR: a byte of length in characters. */
  shortText(value: string): this {
    const cut = value.slice(0, 255);
    return this.u8(cut.length).text(cut);
  }
  /** US_VARCHAR: two bytes of length in characters. */
  longText(value: string): this {
    return this.u16(value.length).text(value);
  }
  take(): Buffer {
    this.parts.push(this.current.subarray(0, this.used));
    const all = Buffer.concat(this.parts);
    this.parts.length = 0;
    this.current = Buffer.allocUnsafe(4096);
    this.used = 0;
    return all;
  }
}

export class ByteReader {
  readonly buffer: Buffer;
  position: number;

  constructor(buffer: Buffer, position = 0) {
    this.buffer = buffer;
    this.position = position;
  }

  get isAtEnd(): boolean {
    return this.position >= this.buffer.length;
  }
  private advance(count: number): number {
    const at = this.position;
    if (at + count > this.buffer.length) throw new RangeError('The request ends in the middle of a field');
    this.position += count;
    return at;
  }
  u8(): number {
    return this.buffer.readUInt8(this.advance(1));
  }
  u16(): number {
    return this.buffer.readUInt16LE(this.advance(2));
  }
  i32(): number {
    return this.buffer.readInt32LE(this.advance(4));
  }
  u32(): number {
    return this.buffer.readUInt32LE(this.advance(4));
  }
  u64(): bigint {
    return this.buffer.readBigUInt64LE(this.advance(8));
  }
  uint(size: number): bigint {
    let value = 0n;
    const at = this.advance(size);
    for (let index = size - 1; index >= 0; index -= 1)
      value = (value << 8n) | BigInt(this.buffer[at + index] ?? 0);
    return value;
  }
  bytes(count: number): Buffer {
    const at = this.advance(count);
    return this.buffer.subarray(at, at + count);
  }
  text(characters: number): string {
    return this.bytes(characters * 2).toString('utf16le');
  }
  shortText(): string {
    return this.text(this.u8());
  }
  longText(): string {
    return this.text(this.u16());
  }
}

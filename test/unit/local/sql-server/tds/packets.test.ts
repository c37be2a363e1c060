// Packets into messages and back, however the bytes arrive.
import fc from 'fast-check';
import { type Message, createPacketReader, toPackets } from '#local/sql-server/tds/packets';

const packet = (type: number, status: number, body: Buffer): Buffer => {
  const header = Buffer.from([type, status, 0, 0, 0, 0, 1, 0]);
  header.writeUInt16BE(8 + body.length, 2);
  return Buffer.concat([header, body]);
};

const readAll = (bytes: Buffer, cuts: readonly number[], most?: number): Message[] => {
  const messages: Message[] = [];
  const read = createPacketReader(
    (message) => messages.push(message),
    ...(most === undefined ? [] : [{ most }]),
  );
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  let from = 0;
  for (const end of [...ends, bytes.length]) {
    if (end > from) read(bytes.subarray(from, end));
    from = Math.max(from, end);
  }
  return messages;
};

test('what is cut into packets is put together again, wherever the stream is cut', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 3000 }),
      fc.integer({ min: 512, max: 1024 }),
      fc.array(fc.nat(), { maxLength: 8 }),
      (payload, size, cuts) => {
        const messages = readAll(toPackets(Buffer.from(payload), size, 51), cuts);
        expect(messages).toHaveLength(1);
        expect(messages[0]?.payload.equals(Buffer.from(payload))).toBe(true);
      },
    ),
    { seed: 7, numRuns: 100 },
  );
});

test.each([
  [0x01, 'none'],
  [0x09, 'all'],
  [0x11, 'all-but-transaction'],
])('status %i resets %s', (status, reset) => {
  expect(readAll(packet(1, status, Buffer.from('a')), [])).toMatchObject([{ type: 1, reset }]);
});

test('a message that the client gives up is dropped', () => {
  const bytes = Buffer.concat([packet(1, 0x03, Buffer.from('a')), packet(1, 0x01, Buffer.from('b'))]);

  expect(readAll(bytes, []).map(({ payload }) => payload.toString())).toEqual(['b']);
});

test('a packet shorter than its header, a message too long and too many tiny packets are refused', () => {
  expect(() => readAll(Buffer.from([1, 1, 0, 7, 0, 0, 1, 0]), [])).toThrow(RangeError);
  expect(() => readAll(packet(1, 0, Buffer.alloc(2000)), [], 1000)).toThrow(RangeError);
  expect(() =>
    readAll(Buffer.concat(Array.from({ length: 10 }, () => packet(1, 0, Buffer.alloc(0)))), [], 2000),
  ).toThrow(RangeError);
});

// TDS packets (MS-TDS 2.2.3): messages put together from packets and cut into packets of the negotiated size.
export const packetType = {
  batch: 1,
  rpc: 3,
  answer: 4,
  attention: 6,
  bulk: 7,
  transaction: 14,
  login: 16,
  prelogin: 18,
} as const;

const headerSize = 8;
const endOfMessage = 0x01;
const ignore = 0x02;
const resetConnection = 0x08;
const resetKeepingTransaction = 0x10;
export const largestMessage = 64 * 1024 * 1024;
const leastCost = 256;

export type Message = { type: number; payload: Buffer; reset: 'none' | 'all' | 'all-but-transaction' };

/** `limit` may be changed on the way. Feed it what the socket gives; it calls back with whole messages (an attention is a message without a body). */
export const createPacketReader = (
  onMessage: (message: Message) => void,
  limit = { most: largestMessage },
) => {
  let pending: Buffer = Buffer.alloc(0);
  let parts: Buffer[] = [];
  let size = 0;
  let reset: Message['reset'] = 'none';
  return (chunk: Buffer): void => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    while (pending.length >= headerSize) {
      const length = pending.readUInt16BE(2);
      if (length < headerSize) throw new RangeError('A packet is shorter than its header');
      if (pending.length < length) return;
      const type = pending.readUInt8(0);
      const status = pending.readUInt8(1);
      parts.push(pending.subarray(headerSize, length));
      // Many tiny packets cost more than what is in them.
      size += Math.max(length, leastCost);
      if (size > limit.most) throw new RangeError('A message is too large');
      if ((status & resetConnection) !== 0) reset = 'all';
      else if ((status & resetKeepingTransaction) !== 0) reset = 'all-but-transaction';
      pending = pending.subarray(length);
      if ((status & endOfMessage) === 0) continue;
      const message = {
        type,
        payload: parts.length === 1 ? (parts[0] ?? Buffer.alloc(0)) : Buffer.concat(parts),
        reset,
      };
      parts = [];
      size = 0;
      reset = 'none';
      // The client gave the message up while sending it.
      if ((status & ignore) === 0) onMessage(message);
    }
  };
};

export const toPackets = (payload: Buffer, packetSize: number, serverProcess: number): Buffer => {
  const room = packetSize - headerSize;
  const count = Math.max(1, Math.ceil(payload.length / room));
  const all = Buffer.allocUnsafe(payload.length + count * headerSize);
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    const body = payload.subarray(index * room, (index + 1) * room);
    all[at] = packetType.answer;
    all[at + 1] = index === count - 1 ? endOfMessage : 0;
    all.writeUInt16BE(body.length + headerSize, at + 2);
    all.writeUInt16BE(serverProcess & 0xffff, at + 4);
    all[at + 6] = (index + 1) & 0xff;
    all[at + 7] = 0;
    body.copy(all, at + headerSize);
    at += headerSize + body.length;
  }
  return all;
};

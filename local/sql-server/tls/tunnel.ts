// TLS inside TDS 7.4: the handshake travels in PRELOGIN packets, what follows it as it is (MS-TDS 3.3.5.3). Version 1.2 at most,
// as with SQL Server: 1.3 sends more after its handshake, and packets could not be told apart.
import { Duplex } from 'node:stream';
import { type SecureContext, TLSSocket } from 'node:tls';
import { packetType } from '../tds/packets.ts';

export type Tunnel = {
  /** What came from the socket. */
  receive(chunk: Buffer): void;
  /** Plain bytes for the client. */
  send(bytes: Buffer): void;
  /** When all that was sent has left. */
  flushed(): Promise<void>;
  end(): void;
};

const headerSize = 8;
const mostHandshake = 64 * 1024;

const asPackets = (bytes: Buffer): Buffer => {
  const packets: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 4088) {
    const body = bytes.subarray(at, at + 4088);
    const header = Buffer.from([
      packetType.prelogin,
      at + body.length === bytes.length ? 1 : 0,
      0,
      0,
      0,
      0,
      1,
      0,
    ]);
    header.writeUInt16BE(headerSize + body.length, 2);
    packets.push(header, body);
  }
  return Buffer.concat(packets);
};

/** Takes the packets off the handshake until the client sends a record of its own. */
const createUnwrap = () => {
  let pending: Buffer = Buffer.alloc(0);
  let isWrapped = true;
  let size = 0;
  return {
    isWrapped: (): boolean => isWrapped,
    take: (chunk: Buffer): Buffer => {
      if (!isWrapped) return chunk;
      pending = Buffer.concat([pending, chunk]);
      const records: Buffer[] = [];
      while (pending.length > 0) {
        if (pending[0] !== packetType.prelogin) {
          isWrapped = false;
          records.push(pending);
          break;
        }
        if (pending.length < headerSize) break;
        const length = pending.readUInt16BE(2);
        if (length < headerSize) throw new RangeError('A packet is shorter than its header');
        if (pending.length < length) break;
        size += length;
        if (size > mostHandshake) throw new RangeError('A handshake is larger than 64 KiB');
        records.push(pending.subarray(headerSize, length));
        pending = pending.subarray(length);
      }
      return Buffer.concat(records);
    },
  };
};

export const createTunnel = (options: {
  secureContext: SecureContext;
  toSocket: (bytes: Buffer) => void;
  onPlain: (bytes: Buffer) => void;
  onFailure: () => void;
}): Tunnel => {
  const { secureContext, toSocket, onPlain, onFailure } = options;
  const unwrap = createUnwrap();
  const records = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => {
      toSocket(unwrap.isWrapped() ? asPackets(chunk) : chunk);
      done();
    },
  });
  const secure = new TLSSocket(records, { isServer: true, secureContext });
  secure.on('data', onPlain);
  secure.on('error', onFailure);
  records.on('error', onFailure);
  return {
    receive: (chunk) => {
      const bytes = unwrap.take(chunk);
      if (bytes.length > 0) records.push(bytes);
    },
    send: (bytes) => void secure.write(bytes),
    flushed: () => new Promise((resolve) => void secure.write('', () => setImmediate(resolve))),
    end: () => void secure.destroy(),
  };
};

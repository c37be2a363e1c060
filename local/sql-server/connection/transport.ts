// The bytes of one connection: PRELOGIN and what it agrees on, TLS around the packets, messages in, packets out.
import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { type Message, createPacketReader, largestMessage, packetType, toPackets } from '../tds/packets.ts';
import { parseEncryption, presentPrelogin } from '../tds/prelogin.ts';
import { type Agreement, type Encryption, negotiate } from '../tls/negotiation.ts';
import { type Tunnel, createTunnel } from '../tls/tunnel.ts';

export type Transport = ReturnType<typeof createTransport>;

// Before the login a client gets no more than a login needs.
const largestLogin = 128 * 1024;
const tlsHandshakeByte = 0x16;

export const createTransport = (options: {
  socket: Socket;
  encryption: Encryption;
  secureContext: SecureContext | undefined;
  number: number;
  onMessage: (message: Message) => void;
}) => {
  const { socket, number, secureContext } = options;
  const limit = { most: largestLogin };
  let packetSize = 4096;
  let agreed: Agreement | undefined;
  let tunnel: Tunnel | undefined;

  const write = (bytes: Buffer): void => {
    if (socket.destroyed) return;
    if (tunnel === undefined) socket.write(bytes);
    else tunnel.send(bytes);
  };
  const send = (payload: Buffer): void => write(toPackets(payload, packetSize, number));

  const prelogin = (payload: Buffer): void => {
    if (agreed !== undefined) throw new RangeError('A second PRELOGIN');
    agreed = negotiate(options.encryption, parseEncryption(payload));
    send(presentPrelogin(agreed.answer));
    if (agreed.isRefused) socket.end();
  };

  const read = createPacketReader((message) => {
    if (message.type === packetType.prelogin) {
      prelogin(message.payload);
      return;
    }
    // Encrypted up to here and no further.
    if (message.type === packetType.login && agreed?.covers === 'login') tunnel = undefined;
    options.onMessage(message);
  }, limit);

  const openTunnel = (context: SecureContext): Tunnel =>
    createTunnel({
      secureContext: context,
      toSocket: (bytes) => void (socket.destroyed ? undefined : socket.write(bytes)),
      onPlain: (bytes) => {
        try {
          read(bytes);
        } catch {
          socket.destroy();
        }
      },
      onFailure: () => socket.destroy(),
    });

  // After PRELOGIN the next packet starts the handshake when one was agreed on: its body is a TLS record.
  const startsHandshake = (chunk: Buffer): boolean =>
    tunnel === undefined &&
    limit.most === largestLogin &&
    agreed !== undefined &&
    agreed.covers !== 'nothing' &&
    chunk[0] === packetType.prelogin &&
    (chunk.length < 9 || chunk[8] === tlsHandshakeByte);

  return {
    send,
    /** From here on packets are cut at this size and messages may be long. */
    setLoggedIn: (size: number): void => {
      packetSize = size;
      limit.most = largestMessage;
    },
    /** True when the login came as it was agreed. */
    get isProtected(): boolean {
      return agreed?.covers !== 'everything' || tunnel !== undefined;
    },
    receive: (chunk: Buffer): void => {
      if (secureContext !== undefined && startsHandshake(chunk)) tunnel = openTunnel(secureContext);
      if (tunnel === undefined) read(chunk);
      else tunnel.receive(chunk);
    },
    packetsOf: (payload: Buffer): Buffer => toPackets(payload, packetSize, number),
    write,
    /** Ends the connection after all that was sent. */
    end: async (): Promise<void> => {
      await tunnel?.flushed();
      socket.end();
    },
    close: (): void => tunnel?.end(),
  };
};

// A TCP proxy that breaks connections: cuts, stalls or corrupts them at any byte offset, in either direction.
import { once } from 'node:events';
import { type Socket, connect, createServer } from 'node:net';

export type Direction = 'to-server' | 'to-client';

/** `offset`: counted from the first byte of that direction of that connection. */
export type ProxyFault = {
  direction: Direction;
  offset: number;
  /** Connections from 1; every one when not said. */
  connection?: number;
} & (
  | { do: 'cut'; how?: 'reset' | 'end' }
  /** Without `milliseconds` for ever: bytes are taken and none is handed on. */
  | { do: 'stall'; milliseconds?: number }
  /** The byte there is turned around (every bit). */
  | { do: 'corrupt' }
);

export type FaultProxy = {
  readonly port: number;
  /** All that was handed on, in order. */
  readonly seen: { connection: number; direction: Direction; bytes: Buffer }[];
  readonly connections: number;
  /** Bytes handed on so far. */
  handedOn(connection: number, direction: Direction): number;
  inject(fault: ProxyFault): { readonly fired: number; remove(): void };
  stop(): Promise<void>;
};

type Entry = { fault: ProxyFault; fired: number };

export const startFaultProxy = async (
  target: { host: string; port: number },
  { isRecording = true }: { readonly isRecording?: boolean } = {},
): Promise<FaultProxy> => {
  const faults = new Set<Entry>();
  const sockets = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();
  const seen: FaultProxy['seen'] = [];
  const counts = new Map<string, number>();
  let connections = 0;

  const dueIn = (number: number, direction: Direction, from: number, to: number): Entry | undefined =>
    [...faults]
      .filter(
        ({ fault }) =>
          fault.direction === direction &&
          (fault.connection ?? number) === number &&
          fault.offset >= from &&
          fault.offset < to,
      )
      .sort((left, right) => left.fault.offset - right.fault.offset)[0];

  const pump = (number: number, direction: Direction, from: Socket, to: Socket): void => {
    let offset = 0;
    const handOn = (bytes: Buffer): void => {
      if (bytes.length === 0) return;
      offset += bytes.length;
      counts.set(`${number} ${direction}`, offset);
      if (isRecording) seen.push({ connection: number, direction, bytes });
      to.write(bytes);
    };
    const cut = (how: 'reset' | 'end'): void => {
      // What was handed on has to leave first: a reset overtakes it.
      const finish = (): void => {
        for (const socket of [from, to]) {
          if (how === 'reset') socket.resetAndDestroy();
          else socket.destroySoon();
        }
      };
      const timer = setTimeout(finish, to.writableLength === 0 ? 2 : 20);
      timers.add(timer);
      from.pause();
    };
    const take = (chunk: Buffer): void => {
      const entry = dueIn(number, direction, offset, offset + chunk.length);
      if (entry === undefined) {
        handOn(chunk);
        return;
      }
      const { fault } = entry;
      entry.fired += 1;
      faults.delete(entry);
      const at = fault.offset - offset;
      handOn(chunk.subarray(0, at));
      const rest = chunk.subarray(at);
      if (fault.do === 'cut') cut(fault.how ?? 'reset');
      else if (fault.do === 'corrupt') {
        const changed = Buffer.from(rest);
        changed[0] = ~(changed[0] ?? 0) & 0xff;
        take(changed);
      } else {
        from.pause();
        if (fault.milliseconds === undefined) return;
        const timer = setTimeout(() => {
          timers.delete(timer);
          take(rest);
          from.resume();
        }, fault.milliseconds);
        timers.add(timer);
      }
    };
    from.on('data', take);
    from.on('end', () => to.end());
    from.on('close', () => to.destroy());
    from.on('error', () => undefined);
  };

  const server = createServer((client) => {
    connections += 1;
    const upstream = connect(target.port, target.host);
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    }
    pump(connections, 'to-server', client, upstream);
    pump(connections, 'to-client', upstream, client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('A proxy without a port');
  return {
    port: address.port,
    seen,
    get connections() {
      return connections;
    },
    handedOn: (connection, direction) => counts.get(`${connection} ${direction}`) ?? 0,
    inject: (fault) => {
      const entry: Entry = { fault, fired: 0 };
      faults.add(entry);
      return {
        get fired() {
          return entry.fired;
        },
        remove: () => void faults.delete(entry),
      };
    },
    stop: async () => {
      for (const timer of timers) clearTimeout(timer);
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};

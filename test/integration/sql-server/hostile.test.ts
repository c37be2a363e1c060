// Bytes that no driver sends: the connection ends, the server lives and remembers nothing of them.
import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import fc from 'fast-check';
import sql from 'mssql';
import { type SqlServer, startSqlServer } from '#local/sql-server/start-sql-server';
import { startFaultProxy } from '#test/support/fault-proxy';
import { isEmbedded } from './connect.ts';

const administrator = { user: 'sa', password: 'P@ss-w0rd' };
const seed = Number(process.env['TEST_SEED'] ?? 20_240_229);
let server: SqlServer;
let login: Buffer[] = [];

const onEndpoint = isEmbedded ? describe : describe.skip;

const settled = (socket: Socket): Promise<unknown> =>
  Promise.race([
    once(socket, 'close'),
    once(socket, 'data'),
    new Promise((resolve) => setTimeout(resolve, 15).unref()),
  ]);

const send = async (chunks: readonly Uint8Array[]): Promise<void> => {
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  for (const chunk of chunks) {
    if (socket.destroyed) break;
    socket.write(chunk);
    await settled(socket);
  }
  socket.destroy();
};

const answers = async (): Promise<unknown> => {
  const pool = await new sql.ConnectionPool({
    server: '127.0.0.1',
    port: server.port,
    ...administrator,
    options: { encrypt: false },
  }).connect();
  const { recordset } = await pool.request().query('SELECT 1 AS one');
  await pool.close();
  return recordset;
};

const packet = (type: number, body: Uint8Array, status = 1, length = body.length + 8): Buffer => {
  const header = Buffer.from([type, status, 0, 0, 0, 0, 1, 0]);
  header.writeUInt16BE(length & 0xffff, 2);
  return Buffer.concat([header, body]);
};

onEndpoint('hostile bytes', () => {
  beforeAll(async () => {
    server = await startSqlServer({ port: 0, administrator });
    // What the driver sends up to its login, to get behind it.
    const proxy = await startFaultProxy({ host: '127.0.0.1', port: server.port });
    const pool = await new sql.ConnectionPool({
      server: '127.0.0.1',
      port: proxy.port,
      ...administrator,
      options: { encrypt: false },
    }).connect();
    await pool.close();
    login = proxy.seen
      .filter(({ connection, direction }) => connection === 1 && direction === 'to-server')
      .slice(0, 2)
      .map(({ bytes }) => bytes);
    await proxy.stop();
  }, 60_000);
  afterEach(async () => {
    expect(await answers()).toEqual([{ one: 1 }]);
  });
  afterAll(() => server.stop());

  test('random bytes before the login', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 3 }),
        (chunks) => send(chunks),
      ),
      { seed, numRuns: 60 },
    );
  }, 60_000);

  test('packets of every type with random bodies, before and after the login', async () => {
    const type = fc.constantFrom(1, 2, 3, 6, 7, 8, 14, 16, 17, 18, 23, 255);
    const body = fc.uint8Array({ maxLength: 400 });
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        type,
        body,
        fc.constantFrom(0, 1, 2, 9, 17),
        async (isLoggedIn, kind, bytes, status) => {
          await send([...(isLoggedIn ? login : []), packet(kind, bytes, status)]);
        },
      ),
      { seed, numRuns: 80 },
    );
  }, 90_000);

  test('a login cut short or with offsets beyond its end', async () => {
    const whole = login[1] ?? Buffer.alloc(0);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: whole.length - 9 }), fc.nat({ max: 255 }), async (at, value) => {
        const changed = Buffer.from(whole);
        changed[8 + at] = value;
        await send([login[0] ?? Buffer.alloc(0), changed]);
        await send([login[0] ?? Buffer.alloc(0), packet(16, whole.subarray(8, 8 + at))]);
      }),
      { seed, numRuns: 30 },
    );
  }, 60_000);

  test('requests with one byte changed', async () => {
    const text = Buffer.from('SELECT @a AS a', 'utf16le');
    const parameter = (declaration: Buffer): Buffer =>
      Buffer.concat([Buffer.from([0, 0, 0xe7, 0xff, 0xff, 9, 4, 0xd0, 0, 0x34]), plp(declaration)]);
    const call = packet(
      3,
      Buffer.concat([
        Buffer.from([22, 0, 0, 0, 18, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]),
        Buffer.from([0xff, 0xff, 10, 0, 0, 0]),
        parameter(text),
        parameter(Buffer.from('@a int', 'utf16le')),
        Buffer.from([2, 64, 0, 97, 0, 0, 0x26, 4, 4, 1, 0, 0, 0]),
      ]),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: call.length - 9 }), fc.nat({ max: 255 }), async (at, value) => {
        const changed = Buffer.from(call);
        changed[8 + at] = value;
        await send([...login, changed]);
      }),
      { seed, numRuns: 80 },
    );
  }, 90_000);

  test('a message without an end is given up before it fills the memory', async () => {
    const before = process.memoryUsage().rss;
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    const piece = packet(1, Buffer.alloc(4000, 0x41), 0);
    let sent = 0;
    while (!socket.destroyed && sent < 400) {
      socket.write(piece);
      sent += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (!socket.destroyed)
      await Promise.race([once(socket, 'close'), new Promise((resolve) => setTimeout(resolve, 2000))]);

    expect(socket.destroyed).toBe(true);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  }, 30_000);

  test('a client that goes away while PostgreSQL waits leaves no session behind', async () => {
    // What earlier tests have cut off may still be on its way out.
    for (let tries = 0; tries < 100 && server.connections() > 0; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    const before = server.connections();
    const waiting = packet(
      1,
      Buffer.concat([Buffer.from([4, 0, 0, 0]), Buffer.from("WAITFOR DELAY '00:01:00'", 'utf16le')]),
    );
    await send([...login, waiting]);
    for (let tries = 0; tries < 100 && server.connections() > before; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));

    expect(server.connections()).toBe(before);
  });
});

const plp = (bytes: Buffer): Buffer => {
  const head = Buffer.alloc(12);
  head.writeBigUInt64LE(BigInt(bytes.length), 0);
  head.writeUInt32LE(bytes.length, 8);
  return Buffer.concat([head, bytes, Buffer.alloc(4)]);
};

// TLS inside TDS 7.4: what is agreed on, and that the unmodified driver checks the certificate.
import { once } from 'node:events';
import { connect as openSocket } from 'node:net';
import sql from 'mssql';
import { type SqlServer, type SqlServerOptions, startSqlServer } from '#local/sql-server/start-sql-server';
import { createCertificate } from '#local/sql-server/tls/certificate';
import { startFaultProxy } from '#test/support/fault-proxy';
import { failureOf, isEmbedded } from './connect.ts';

const administrator = { user: 'sa', password: 'P@ss-w0rd-canary' };
const servers: Partial<Record<NonNullable<SqlServerOptions['encryption']>, SqlServer>> = {};
const onEndpoint = isEmbedded ? describe : describe.skip;

type Options = { encrypt: boolean; ca?: string; trust?: boolean; host?: string };
const connect = async (port: number, { encrypt, ca, trust, host }: Options): Promise<sql.ConnectionPool> => {
  const pool = new sql.ConnectionPool({
    server: host ?? 'localhost',
    port,
    ...administrator,
    options: {
      encrypt,
      trustServerCertificate: trust ?? false,
      ...(ca === undefined ? {} : { cryptoCredentialsDetails: { ca } }),
    },
  });
  pool.on('error', () => undefined);
  return pool.connect();
};

onEndpoint('encryption', () => {
  const server = (kind: NonNullable<SqlServerOptions['encryption']>): SqlServer => {
    const found = servers[kind];
    if (found === undefined) throw new Error(`No server with encryption ${kind}`);
    return found;
  };
  beforeAll(async () => {
    for (const encryption of ['on', 'required', 'not-supported', 'off'] as const)
      servers[encryption] = await startSqlServer({ port: 0, administrator, encryption });
  }, 60_000);
  afterAll(async () => {
    for (const one of Object.values(servers)) await one.stop();
  });

  test.each(['localhost', '127.0.0.1'])('a client that trusts the certificate talks to %s', async (host) => {
    const { port, certificatePem } = server('on');
    const pool = await connect(port, { encrypt: true, ca: certificatePem, host });

    const { recordset } = await pool
      .request()
      .input('long', sql.NVarChar(sql.MAX), 'x'.repeat(100_000))
      .query('SELECT @long AS [long]');
    await pool.close();

    expect(recordset).toEqual([{ long: 'x'.repeat(100_000) }]);
  });

  test('nothing of login and statements is seen on the wire', async () => {
    const { port, certificatePem } = server('on');
    const proxy = await startFaultProxy({ host: '127.0.0.1', port });
    const encrypted = await connect(proxy.port, { encrypt: true, ca: certificatePem });
    await encrypted.request().query("SELECT N'canary-statement' AS [text]");
    await encrypted.close();
    const seen = Buffer.concat(proxy.seen.map(({ bytes }) => bytes));
    proxy.seen.length = 0;
    const plain = await connect(proxy.port, { encrypt: false });
    await plain.request().query("SELECT N'canary-statement' AS [text]");
    await plain.close();
    const control = Buffer.concat(proxy.seen.map(({ bytes }) => bytes));
    await proxy.stop();

    const canary = Buffer.from('canary-statement', 'utf16le');
    expect([seen.includes(canary), control.includes(canary)]).toEqual([false, true]);
  });

  test('a certificate that is not trusted, or is for another server, is refused', async () => {
    const unknown = await failureOf(connect(server('on').port, { encrypt: true }));
    const other = await failureOf(
      connect(server('on').port, { encrypt: true, ca: createCertificate().certificatePem }),
    );

    expect(unknown?.message).toMatch(/self-signed certificate/);
    expect(other?.message).toMatch(/self-signed certificate/);
  });

  test('a client may trust blindly, or not encrypt at all', async () => {
    const blind = await failureOf(connect(server('on').port, { encrypt: true, trust: true }));
    const plain = await failureOf(connect(server('on').port, { encrypt: false }));

    expect([blind, plain]).toEqual([undefined, undefined]);
  });

  test('a refused login is told inside TLS', async () => {
    const { port, certificatePem } = server('on');
    const pool = new sql.ConnectionPool({
      server: 'localhost',
      port,
      user: 'sa',
      password: 'wrong',
      options: { encrypt: true, cryptoCredentialsDetails: { ca: certificatePem } },
    });

    const refusals: (string | undefined)[] = [];
    for (let tries = 0; tries < 5; tries += 1) refusals.push((await failureOf(pool.connect()))?.message);

    expect(new Set(refusals)).toEqual(new Set(["Login failed for user 'sa'."]));
  });

  test('a server that requires encryption takes nothing else', async () => {
    const { port, certificatePem } = server('required');
    const plain = await failureOf(connect(port, { encrypt: false }));
    const encrypted = await failureOf(connect(port, { encrypt: true, ca: certificatePem }));

    expect(plain?.message).toMatch(/requires encryption/);
    expect(encrypted).toBeUndefined();
  });

  test('a server without encryption says so in its first answer', async () => {
    const answer = await firstAnswer(server('not-supported').port, 1);

    expect(answer).toBe(2);
    expect(server('not-supported').certificatePem).toBe('');
  });

  test.each([
    ['on', 0, 0],
    ['on', 1, 1],
    ['on', 2, 2],
    ['on', 3, 1],
    ['required', 0, 3],
    ['required', 1, 1],
    ['required', 2, 3],
    ['off', 0, 0],
    ['off', 1, 0],
    ['off', 2, 2],
    ['not-supported', 0, 2],
    ['not-supported', 3, 2],
  ] as const)('%s answers what a client asks for as %i with %i', async (kind, asked, expected) => {
    expect(await firstAnswer(server(kind).port, asked)).toBe(expected);
  });
});

/** The encryption that the server answers to a PRELOGIN. */
const firstAnswer = async (port: number, asked: number): Promise<number | undefined> => {
  const socket = openSocket(port, '127.0.0.1');
  const body = Buffer.from([1, 0, 6, 0, 1, 0xff, asked]);
  const header = Buffer.from([0x12, 1, 0, 8 + body.length, 0, 0, 1, 0]);
  socket.write(Buffer.concat([header, body]));
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  const payload = chunk.subarray(8);
  return payload[payload.readUInt16BE(6)];
};

// TLS between the functions and a database: used, checked, and never given up in silence.

import { randomUUID } from 'node:crypto';
import { startSqlServer, type SqlServer, type SqlServerEvent } from '#local/sql-server/start-sql-server';
import type { TenantId } from '#shared/domain/tenant-id';
import { createSqlPools } from '#shared/sql/sql-pools';
import { readTlsSettings, type TlsSettings } from '#shared/sql/tls-settings';

const administrator = { user: 'sa', password: `Sa-canary-${randomUUID()}` };

let server: SqlServer;
let plain: SqlServer;
/** What the server without encryption saw. */
let seen: SqlServerEvent[];

beforeAll(async () => {
  seen = [];
  server = await startSqlServer({ port: 0, administrator });
  plain = await startSqlServer({
    port: 0,
    administrator,
    encryption: 'not-supported',
    onEvent: (event) => seen.push(event),
  });
}, 60_000);
afterAll(async () => {
  await Promise.all([server?.stop(), plain?.stop()]);
});

const logIn = async (target: SqlServer, settings: TlsSettings, host = 'localhost') => {
  const pools = createSqlPools({ ...settings, maxPools: 1 });
  const login = { server: host, port: target.port, database: 'master', ...administrator };
  const opened = await pools.open({ tenantId: 'acme' as TenantId, login, credentialVersion: 1 });
  await pools.close();
  return opened.ok ? 'open' : opened.failure.kind;
};

describe('T39 a connection to a database', () => {
  const checked = () => ({
    isEncrypted: true,
    isCertificateTrusted: false,
    certificateAuthorities: server.certificatePem,
  });

  test('is encrypted, with a certificate that the given authority has signed', async () => {
    expect(await logIn(server, checked())).toBe('open');
  });

  test('is not made when the certificate is signed by an unknown authority', async () => {
    const { isEncrypted, isCertificateTrusted } = checked();
    expect(await logIn(server, { isEncrypted, isCertificateTrusted })).toBe('unavailable');
  });

  test('is made with any certificate only where that was asked for', async () => {
    expect(await logIn(server, { isEncrypted: true, isCertificateTrusted: true })).toBe('open');
  });

  test('sends no login to a server that offers no encryption, though the driver would', async () => {
    expect(await logIn(plain, checked())).toBe('unavailable');
    expect(seen).toEqual([]);
    // A control: without the demand the same server is logged in to.
    expect(await logIn(plain, { isEncrypted: false, isCertificateTrusted: false })).toBe('open');
    expect(seen.some(({ kind }) => kind === 'login')).toBe(true);
  });
});

describe('the settings of TLS', () => {
  const pem = '-----BEGIN CERTIFICATE-----\n…';

  test('are strict when nothing is said', () => {
    expect(readTlsSettings({}, () => pem)).toEqual({
      isEncrypted: true,
      isCertificateTrusted: false,
      certificateAuthorities: undefined,
    });
  });

  test('take the authorities from a file', () => {
    const paths: string[] = [];
    const read = (path: string) => {
      paths.push(path);
      return pem;
    };
    expect(readTlsSettings({ DEPOSITS_SQL_CA_FILE: '/opt/rds.pem' }, read).certificateAuthorities).toBe(pem);
    expect(paths).toEqual(['/opt/rds.pem']);
  });

  test('are refused by name when they are wrong', () => {
    expect(() => readTlsSettings({ DEPOSITS_SQL_ENCRYPT: 'yes' }, () => pem)).toThrow('DEPOSITS_SQL_ENCRYPT');
    expect(() => readTlsSettings({ DEPOSITS_SQL_CA_FILE: 'x' }, () => 'nothing')).toThrow(
      'DEPOSITS_SQL_CA_FILE',
    );
  });
});

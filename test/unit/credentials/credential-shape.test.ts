import { parseCredential } from '#shared/credentials/credential-shape';
import { parsePlaintextJson } from '#shared/credentials/plaintext-json';
import { parseStorable } from '#operators/credentials/storable-credential';
import { isStorablePurpose, type Purpose } from '#shared/credentials/purpose';
import { fail, succeed } from '#shared/platform/result';

const login = { server: 'sql.example.test', port: 1433, database: 'db', user: 'u', password: 'canary-p' };
const key = Buffer.alloc(32, 1).toString('base64');
const keyset = { current: 1, keys: { '1': key }, indexKey: key };
const payroll = { url: 'https://payroll.example.test/v2', key: 'canary-k' };

describe('a credential’s shape', () => {
  test.each<[string, Purpose, unknown]>([
    ['a login', 'sql-server', login],
    ['a login on a bare host name with an underscore', 'sql-server', { ...login, server: 'SQL_01' }],
    ['a keyset of several versions', 'account-number-key', { ...keyset, keys: { '1': key, '12': key } }],
    ['an https address', 'payroll-api', payroll],
    ['plain http to this machine', 'payroll-api', { ...payroll, url: 'http://127.0.0.1:4520/payroll' }],
  ])('takes %s', (_, purpose, value) => {
    expect(parseCredential(purpose, value)).toEqual(succeed(value));
  });

  test.each<[string, Purpose, unknown]>([
    ['nothing', 'sql-server', null],
    ['a member too many', 'sql-server', { ...login, encrypt: false }],
    ['an own __proto__', 'sql-server', JSON.parse(`{"__proto__":{},${JSON.stringify(login).slice(1)}`)],
    ['a member missing', 'sql-server', { ...login, password: undefined }],
    ['an empty password', 'sql-server', { ...login, password: '' }],
    ['a password over 128 characters', 'sql-server', { ...login, password: 'p'.repeat(129) }],
    ['port 0', 'sql-server', { ...login, port: 0 }],
    ['port 65536', 'sql-server', { ...login, port: 65_536 }],
    ['a port as text', 'sql-server', { ...login, port: '1433' }],
    ['a fractional port', 'sql-server', { ...login, port: 1433.5 }],
    ['a named instance', 'sql-server', { ...login, server: 'host\\instance' }],
    ['a port inside the server', 'sql-server', { ...login, server: 'host,1433' }],
    ['a protocol inside the server', 'sql-server', { ...login, server: 'tcp:host' }],
    ['another purpose’s value', 'sql-server', payroll],
    ['a keyset without its current version', 'account-number-key', { ...keyset, current: 2 }],
    ['a keyset whose current is inherited', 'account-number-key', { ...keyset, current: 'toString' }],
    ['a keyset with no key', 'account-number-key', { ...keyset, keys: {} }],
    ['version 0', 'account-number-key', { ...keyset, keys: { ...keyset.keys, '0': key } }],
    ['version 01', 'account-number-key', { ...keyset, keys: { ...keyset.keys, '01': key } }],
    ['a key of 31 bytes', 'account-number-key', { ...keyset, indexKey: Buffer.alloc(31).toString('base64') }],
    ['a key in lenient base64', 'account-number-key', { ...keyset, indexKey: key.replace('=', '') }],
    ['plain http', 'payroll-api', { ...payroll, url: 'http://payroll.example.test' }],
    [
      'http to a host that begins like this machine',
      'payroll-api',
      { ...payroll, url: 'http://localhost.evil.test' },
    ],
    ['a user in the address', 'payroll-api', { ...payroll, url: 'https://u:p@payroll.example.test' }],
    ['another scheme', 'payroll-api', { ...payroll, url: 'file:///etc/passwd' }],
    ...['\0', '\t', '\n', '\u001f', '\u007f'].flatMap((control): [string, Purpose, unknown][] => [
      ...['server', 'database', 'user', 'password'].map((member): [string, Purpose, unknown] => [
        `${JSON.stringify(control)} in ${member}`,
        'sql-server',
        { ...login, [member]: `a${control}b` },
      ]),
      [
        `${JSON.stringify(control)} in the address`,
        'payroll-api',
        { ...payroll, url: `${payroll.url}${control}x` },
      ],
      [`${JSON.stringify(control)} in the key`, 'payroll-api', { ...payroll, key: `a${control}b` }],
    ]),
    ['no address', 'payroll-api', { ...payroll, url: 'payroll' }],
    ['an empty key', 'payroll-api', { ...payroll, key: '' }],
  ])('refuses %s', (_, purpose, value) => {
    expect(parseCredential(purpose, value)).toEqual(fail('credential-malformed'));
  });

  test.each([
    ['no JSON', Buffer.from('{"a":')],
    ['nothing', Buffer.alloc(0)],
    ['broken UTF-8', Buffer.from([0x22, 0xc3, 0x28, 0x22])],
    ['a byte order mark', Buffer.from('\ufeff{}')],
    ['two values', Buffer.from('{}{}')],
  ])('does not read %s', (_, bytes) => {
    expect(parsePlaintextJson(bytes)).toEqual(fail('credential-malformed'));
  });
});

describe('what operators may store', () => {
  test.each([
    ['sql-server', login, succeed(login)],
    ['sql-server-admin', login, succeed(login)],
    ['sql-server-admin', payroll, fail('credential-malformed')],
    ['legacy-key#main', { passphrase: 'x' }, succeed({ passphrase: 'x' })],
    ['legacy-key#main', ['x'], fail('credential-malformed')],
    ['legacy-key#main', null, fail('credential-malformed')],
    ['legacy-key#', {}, fail('purpose-unknown')],
    ['legacy-key#a:b', {}, fail('purpose-unknown')],
    ['legacy-key#Main', {}, fail('purpose-unknown')],
    ['mystery', {}, fail('purpose-unknown')],
    ['__proto__', {}, fail('purpose-unknown')],
  ])('%s with %j', (purpose, value, expected) => {
    expect(parseStorable(purpose, value)).toEqual(expected);
    expect(isStorablePurpose(purpose)).toBe(expected.ok || expected.failure !== 'purpose-unknown');
  });
});

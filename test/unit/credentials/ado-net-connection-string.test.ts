// ADO.NET connection strings as SqlClient reads them.

import { parse } from '@tediousjs/connection-string';
import fc from 'fast-check';
import { parseAdoNetConnectionString } from '#shared/credentials/ado-net-connection-string';

const login = { server: 'h', port: 1433, database: 'd', user: 'u', password: 'p' };
const rest = 'Initial Catalog=d;User ID=u;Password=p';

test.each<[string, object]>([
  [`Data Source=h;${rest}`, login],
  [`data source = h ; ${rest};`, login],
  [`Server=h;Database=d;UID=u;PWD=p;;`, login],
  [`Address=h;Database=d;User=u;Pwd=p`, login],
  [`Addr=h;${rest}`, login],
  [`Network Address=h;${rest}`, login],
  [`Data Source=tcp:h,1433;${rest}`, login],
  [`Data Source=TCP:h , 50123 ;${rest}`, { ...login, port: 50_123 }],
  [`Data Source=h\\HR,50123;${rest}`, { ...login, port: 50_123 }],
  [`Data Source=h,1;${rest}`, { ...login, port: 1 }],
  [`Data Source=h,65535;${rest}`, { ...login, port: 65_535 }],
  [`Data Source=h\\MSSQLSERVER;${rest}`, login],
  [`Encrypt=;Data Source=h;Application Name=;${rest}`, login],
  [`;;Data Source=h;;;${rest};;`, login],
  [`Data Source=x;${rest};Server=h`, login],
  [`Data Source=h;${rest};Password=`, { ...login, password: '' }],
  [`Data Source=h;${rest};Password="a;b""c'd"`, { ...login, password: `a;b"c'd` }],
  [`Data Source=h;${rest};Password='a;b''c"d'`, { ...login, password: `a;b'c"d` }],
  [`Data Source=h;${rest};Password={a}b}`, { ...login, password: '{a}b}' }],
  [`Data Source=h;${rest};Password=a"b'c`, { ...login, password: `a"b'c` }],
  [`Data Source=h;${rest};Password=a=b==`, { ...login, password: 'a=b==' }],
  [`Data Source=h;${rest};Password=" a "`, { ...login, password: ' a ' }],
  [`Data Source=h;${rest};MultipleActiveResultSets=True;Connect Timeout=30`, login],
  [`Provider=SQLOLEDB.1;Persist Security Info=False;Data Source=h;${rest}`, login],
  [`Data Source=h;${rest};__proto__=x;constructor=y`, login],
  ['Data Source=h', { ...login, database: undefined, user: undefined, password: undefined }],
])('%s', (text, expected) => {
  expect(parseAdoNetConnectionString(text)).toEqual(expected);
});

test.each([
  '',
  ';',
  'hello',
  'Data Source',
  rest,
  `Data Source=;${rest}`,
  `Data Source=h\\HR;${rest}`,
  `Data Source=np:\\\\h\\pipe\\sql\\query;${rest}`,
  `Data Source=lpc:h;${rest}`,
  `Data Source=h,;${rest}`,
  `Data Source=h,http;${rest}`,
  `Data Source=h,1433,2;${rest}`,
  `Data Source=h,0;${rest}`,
  `Data Source=h,65536;${rest}`,
  `Data Source=h\\HR,99999;${rest}`,
  `Data Source=h;${rest};Password="open`,
  `Data Source=h;${rest};Password="a"b`,
  `Data Source=h;${rest};=x`,
])('%j is none', (text) => {
  expect(parseAdoNetConnectionString(text)).toBeUndefined();
});

test('any password comes back, quoted as SqlConnectionStringBuilder quotes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (password) => {
      const quoted = `"${password.replaceAll('"', '""')}"`;
      expect(parseAdoNetConnectionString(`Password=${quoted};Data Source=h`)?.password).toBe(password);
    }),
    { numRuns: 300 },
  );
});

test('reads plain strings like the bare library', () => {
  const plain = fc.stringMatching(/^[A-Za-z0-9!#$%&*+,./:<>?@^_|~-]{1,20}$/);
  fc.assert(
    fc.property(plain, plain, (user, password) => {
      const text = `Data Source=h;User ID=${user};Password=${password}`;
      const library = parse(text);
      expect(parseAdoNetConnectionString(text)).toMatchObject({
        user: library.get('user id'),
        password: library.get('password'),
      });
    }),
  );
});

test('a long text without an end is answered quickly', () => {
  const started = performance.now();
  for (const text of [
    'a'.repeat(60_000),
    '=;'.repeat(30_000),
    'a= '.repeat(20_000),
    `a="${'""'.repeat(30_000)}`,
  ])
    parseAdoNetConnectionString(text);
  expect(performance.now() - started).toBeLessThan(500);
});

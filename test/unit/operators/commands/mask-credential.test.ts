import { mask, maskCredential } from '#operators/commands/mask-credential';

const login = { server: 'db.example.com', port: 1433, database: 'd', user: 'acme_app', password: 'p-canary' };
const keyset = { current: 2, keys: { '1': 'k-canary', '2': 'k-canary' }, indexKey: 'i-canary' };

test.each([
  ['sql-server', login, { ...login, password: mask }],
  ['sql-server-admin', login, { ...login, password: mask }],
  ['account-number-key', keyset, { current: 2, keys: { '1': mask, '2': mask }, indexKey: mask }],
  [
    'payroll-api',
    { url: 'https://payroll.example.com/v1', key: 'canary' },
    { url: 'https://payroll.example.com/v1', key: mask },
  ],
  [
    'payroll-api',
    { url: 'https://payroll.example.com/?key=canary', key: 'canary' },
    { url: mask, key: mask },
  ],
  ['legacy-key#old', { passphrase: 'canary', iterations: 100 }, { passphrase: mask, iterations: mask }],
] as const)('of %s only what is no secret is shown', (purpose, value, shown) => {
  expect(maskCredential(purpose, value)).toEqual(shown);
});

test.each([
  ['no object', 'canary', mask],
  ['a list', ['canary'], [mask]],
  [
    'members that the table does not know',
    { password2: 'canary', toString: 'canary' },
    { password2: mask, toString: mask },
  ],
  ['an object where a text belongs', { user: { inner: 'canary' } }, { user: { inner: mask } }],
])('whatever else is stored is masked: %s', (_, value, shown) => {
  expect(maskCredential('sql-server', value)).toEqual(shown);
});

import { isHostAllowed, readAllowedHosts } from '#shared/platform/allowed-hosts';

const read = (text: string) => readAllowedHosts({ DEPOSITS_SQL_HOST_SUFFIXES: text });
const allowed = read('db.example.com, .Corp.Example.ORG,10.0.0.7 ::1');

describe('T40 hosts that a credential may lead to', () => {
  test.each([
    'db.example.com',
    'a.db.example.com',
    'A.B.DB.EXAMPLE.COM',
    'a.db.example.com.',
    'sql.corp.example.org',
    '10.0.0.7',
    '::1',
    '[::1]',
  ])('%s is allowed', (host) => expect(isHostAllowed(allowed, host)).toBe(true));

  test.each([
    ['a name that only ends in the same letters', 'evildb.example.com'],
    ['a name that goes on behind the suffix', 'db.example.com.evil.test'],
    ['the suffix of the suffix', 'example.com'],
    ['an address that is not listed', '10.0.0.8'],
    ['an address below a listed one', 'x.10.0.0.7'],
    ['an address written otherwise', '0x0a.0.0.7'],
    ['another address written in decimal', '167772167'],
    ['an address with another behind it', '10.0.0.7.'.concat('1')],
    ['an instance name', 'db.example.com\\instance'],
    ['a user part', 'db.example.com@evil.test'],
    ['a path', 'evil.test/db.example.com'],
    ['a port', 'evil.test:1433.db.example.com'],
    ['a blank', 'evil.test .db.example.com'],
    ['an end of line', 'evil.test\n.db.example.com'],
    ['an empty label', 'a..db.example.com'],
    ['nothing', ''],
  ])('%s is not', (_, host) => expect(isHostAllowed(allowed, host)).toBe(false));

  test.each(['', ' ', undefined])('are any when none is listed: %j', (text) => {
    expect(isHostAllowed(read(text ?? ''), 'anything.test')).toBe(true);
  });

  test.each(['https://db.example.com', '-x.example.com', '*.example.com', 'a..b', '10.0.0.7/8'])(
    'are refused by name when the list holds %s',
    (text) => expect(() => read(text)).toThrow('DEPOSITS_SQL_HOST_SUFFIXES'),
  );
});

// Code page 1252, byte by byte (the table of unicode.org's CP1252.TXT).
import { cp1252 } from '#local/sql-server/values/cp1252';

test.each([
  ['A', 0x41],
  ['\u20ac', 0x80],
  ['\u201a', 0x82],
  ['\u0152', 0x8c],
  ['\u017d', 0x8e],
  ['\u2019', 0x92],
  ['\u2122', 0x99],
  ['\u0178', 0x9f],
  ['\u00a0', 0xa0],
  ['\u00ff', 0xff],
])('%s is byte %i', (character, byte) => {
  expect(cp1252.encode(character)).toEqual(Buffer.from([byte]));
  expect(cp1252.decode(Buffer.from([byte]))).toBe(character);
});

test('every byte comes back as it went', () => {
  const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

  expect(cp1252.encode(cp1252.decode(all))).toEqual(all);
});

test.each(['\u4e2d', '\u0100', '\u{1f600}'])('%s has no byte and becomes a question mark', (character) => {
  expect(cp1252.encode(`a${character}b`).toString('latin1')).toBe('a?b');
});

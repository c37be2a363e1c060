// The text forms of ciphertexts and the encodings of texts, beside what .NET does with them.

import { decodeText, encodeText, textEncodings } from '#shared/crypto/legacy/text-encoding';
import { decodeTransport, type TransportEncoding } from '#shared/crypto/legacy/transport-encoding';
import { removePadding } from '#shared/crypto/legacy/padding';

describe('a text form', () => {
  test.each<[TransportEncoding, string, string]>([
    ['base64', '', ''],
    ['base64', 'AQID', '010203'],
    ['base64', ' A Q\tI\r\nD ', '010203'],
    ['base64', 'AQI =', '0102'],
    // Stray bits in the last character: Convert.FromBase64String does not look at them.
    ['base64', 'AR==', '01'],
    ['base64-lines', 'AQ\r\nID', '010203'],
    ['base64-spaces', '  8=', 'fbef'],
    ['base64-star-pipe', '*|8=', 'fbff'],
    ['hex', 'aBcD', 'abcd'],
    ['hex-lower', 'ABCD', 'abcd'],
    ['hex-dashed', 'AB-cd', 'abcd'],
    ['hex-dashed', '', ''],
    ['dec3', '000255016', '00ff10'],
    ['urltoken', '', ''],
  ])('%s reads %j', (form, text, hex) => {
    expect(decodeTransport(form, text)?.toString('hex')).toBe(hex);
  });

  test.each<[TransportEncoding, string]>([
    ['base64', 'AQI'],
    ['base64', 'AQID='],
    ['base64', 'A==='],
    ['base64', '=AQI'],
    ['base64', 'AQ=D'],
    ['base64', 'AQ-_'],
    ['base64', 'AQ\u00a0ID'],
    ['base64', 'AQI\0'],
    ['base64-star-pipe', 'AQI'],
    ['hex', 'abc'],
    ['hex', 'ag'],
    ['hex', ' ab'],
    ['hex', '0xab'],
    ['hex-dashed', 'ABCD'],
    ['hex-dashed', 'AB-'],
    ['hex-dashed', '-AB'],
    ['dec3', '25'],
    ['dec3', '256'],
    ['dec3', '+12'],
    ['dec3', '1e2'],
    ['urltoken', 'AQ'],
    ['urltoken', 'AQ3'],
    ['urltoken', 'AQ1'],
    ['urltoken', 'A'],
  ])('%s refuses %j', (form, text) => {
    expect(decodeTransport(form, text)).toBeUndefined();
  });

  test('a URL token says how much padding it lost', () => {
    expect(
      ['AQID0', 'AQI1', 'AQ2', '_-80'].map((text) => decodeTransport('urltoken', text)?.toString('hex')),
    ).toEqual(['010203', '0102', '01', undefined]);
  });
});

describe('an encoding', () => {
  test.each([
    ['ascii', 'aé€🔑', '613f3f3f3f'],
    ['windows-1252', 'é€Ž\u0081', 'e9808e81'],
    ['latin1', 'éÿ', 'e9ff'],
    ['utf16le', '\ud800z', 'fdff7a00'],
    ['utf16be', 'é', '00e9'],
    ['utf8', '\ud800', 'efbfbd'],
  ] as const)('%s writes %j', (encoding, text, hex) => {
    expect(encodeText(encoding, text)?.toString('hex')).toBe(hex);
  });

  test.each([
    ['windows-1252', 'ł'],
    ['windows-1252', '\u0080'],
    ['latin1', '€'],
  ] as const)('%s has no %j', (encoding, text) => {
    expect(encodeText(encoding, text)).toBeUndefined();
  });

  test.each([
    ['utf8', 'c328'],
    ['utf8', 'eda080'],
    ['utf16le', '00d8'],
    ['utf16le', '6100ff'],
    ['utf16be', 'dc00'],
  ] as const)('%s does not read %s', (encoding, hex) => {
    expect(decodeText(encoding, Buffer.from(hex, 'hex'))).toBeUndefined();
  });

  test('keeps a byte order mark, as GetString does', () => {
    expect(decodeText('utf8', Buffer.from('efbbbf61', 'hex'))).toBe('\ufeffa');
    expect(decodeText('utf16le', Buffer.from('fffe6100', 'hex'))).toBe('\ufeffa');
  });

  test('reads high bytes as question marks in ASCII', () => {
    expect(decodeText('ascii', Buffer.from('61e9ff', 'hex'))).toBe('a??');
  });

  test.each(textEncodings.filter((name) => name !== 'ascii'))('%s reads what it writes', (encoding) => {
    const text = 'Password=é ÿ;';
    expect(decodeText(encoding, encodeText(encoding, text)!)).toBe(text);
  });
});

describe('padding', () => {
  test.each([
    ['PKCS7', '61 01', '61'],
    ['PKCS7', '08 08 08 08 08 08 08 08', ''],
    ['ANSIX923', '61 00 00 03', '61'],
    ['ISO10126', '61 77 99 03', '61'],
    ['Zeros', '61 00', '61 00'],
    ['None', '61', '61'],
  ] as const)('%s is taken off %s', (mode, padded, plain) => {
    const bytes = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
    expect(removePadding(mode, bytes(padded), 8)).toEqual(bytes(plain));
  });

  test.each([
    ['PKCS7', ''],
    ['PKCS7', '61 00'],
    ['PKCS7', '02'],
    ['PKCS7', '01 02 03'],
    ['PKCS7', '09 09 09 09 09 09 09 09 09'],
    ['ANSIX923', '61 01 02'],
    ['ISO10126', '61 00'],
    ['ISO10126', '61 05'],
  ] as const)('%s is refused on %j', (mode, padded) => {
    expect(removePadding(mode, Buffer.from(padded.replaceAll(' ', ''), 'hex'), 8)).toBeUndefined();
  });
});

// Stands where the SQL driver encodes and decodes char and varchar: UTF-8 and the single-byte code pages, byte for byte as
// iconv-lite has them. Of the four double-byte ones (Japanese, Korean, both Chinese) only ASCII is read and written; anything
// else is CodePageLeftOut: thrown when it would be written, and in place of the text when it was read, since the driver
// has nobody who catches there. Text of any language belongs in nvarchar, which does not come this way.

const { Buffer } = require('node:buffer');
const upperHalves = require('./code-pages.cjs');

class CodePageLeftOut extends Error {
  constructor(page) {
    super(`Text in the code page ${page} is not part of this bundle`);
    this.name = 'CodePageLeftOut';
    this.code = 'ECODEPAGE';
  }
}

const unknownByte = 0x3f;
const canonical = (encoding) =>
  String(encoding)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
const isAscii = (bytes) => bytes.every((byte) => byte < 0x80);

const byteMaps = new Map();

/** From a character to its byte; made when a page is first written with something else than ASCII. */
const byteMapOf = (page, upperHalf) => {
  const known = byteMaps.get(page);
  if (known !== undefined) return known;
  const map = new Map();
  for (let byte = 0; byte < 0x80; byte += 1) map.set(byte, byte);
  for (let index = 0; index < 0x80; index += 1) map.set(upperHalf.charCodeAt(index), 0x80 + index);
  byteMaps.set(page, map);
  return map;
};

const upperHalfOf = (page) => (Object.hasOwn(upperHalves, page) ? upperHalves[page] : undefined);

const encode = (value, encoding) => {
  const text = String(value ?? '');
  const page = canonical(encoding);
  if (page === 'utf8') return Buffer.from(text, 'utf8');
  const bytes = Buffer.alloc(text.length);
  const upperHalf = upperHalfOf(page);
  const map = upperHalf === undefined ? undefined : byteMapOf(page, upperHalf);
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= 0x80 && map === undefined) throw new CodePageLeftOut(page);
    bytes[index] = unit < 0x80 ? unit : (map.get(unit) ?? unknownByte);
  }
  return bytes;
};

const decode = (bytes, encoding) => {
  const page = canonical(encoding);
  if (page === 'utf8') {
    // As iconv-lite does: a byte order mark is no text.
    const text = bytes.toString('utf8');
    return text.startsWith('\ufeff') ? text.slice(1) : text;
  }
  if (isAscii(bytes)) return bytes.toString('latin1');
  const upperHalf = upperHalfOf(page);
  if (upperHalf === undefined) return new CodePageLeftOut(page);
  return Array.from(bytes, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : upperHalf.charAt(byte - 0x80),
  ).join('');
};

module.exports = { encode, decode, CodePageLeftOut };

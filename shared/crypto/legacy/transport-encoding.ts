// The text forms in which a stored ciphertext travels, each as strict as the .NET reader of that form. Node's own base64 and
// hex decoders take nearly anything and stop silently where they stop understanding.

export const transportEncodings = [
  'base64',
  'base64-lines',
  'base64-spaces',
  'base64-star-pipe',
  'hex',
  'hex-lower',
  'hex-dashed',
  'dec3',
  'urltoken',
] as const;
export type TransportEncoding = (typeof transportEncodings)[number];

const base64Pattern = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Convert.FromBase64String: blank, tab, CR and LF count nowhere; stray bits in the last character are forgiven. */
const decodeBase64 = (text: string): Buffer | undefined => {
  const compact = text.replace(/[ \t\r\n]/g, '');
  return base64Pattern.test(compact) ? Buffer.from(compact, 'base64') : undefined;
};

const decodeHex = (text: string): Buffer | undefined =>
  text.length % 2 === 0 && /^[0-9A-Fa-f]*$/.test(text) ? Buffer.from(text, 'hex') : undefined;

/** BitConverter.ToString: `AB-CD`. */
const decodeDashedHex = (text: string): Buffer | undefined =>
  /^(?:[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2})*)?$/.test(text)
    ? Buffer.from(text.replaceAll('-', ''), 'hex')
    : undefined;

/** Three decimal digits for each byte. */
const decodeDecimal = (text: string): Buffer | undefined => {
  if (text.length % 3 !== 0 || !/^[0-9]*$/.test(text)) return undefined;
  const numbers = (text.match(/.../g) ?? []).map(Number);
  return numbers.every((number) => number <= 255) ? Buffer.from(numbers) : undefined;
};

/** HttpServerUtility.UrlTokenEncode: base64url without padding, then the number of padding characters as a digit. */
const decodeUrlToken = (text: string): Buffer | undefined => {
  if (text === '') return Buffer.alloc(0);
  const paddingLength = '012'.indexOf(text.slice(-1));
  if (paddingLength < 0) return undefined;
  const body = text.slice(0, -1).replaceAll('-', '+').replaceAll('_', '/');
  return decodeBase64(body + '='.repeat(paddingLength));
};

const decoders: Readonly<Record<TransportEncoding, (text: string) => Buffer | undefined>> = {
  base64: decodeBase64,
  'base64-lines': decodeBase64,
  // A `+` that travelled through a query string came out as a blank.
  'base64-spaces': (text) => decodeBase64(text.replaceAll(' ', '+')),
  // One copy of a popular article makes base64 safe for its own URLs.
  'base64-star-pipe': (text) => decodeBase64(text.replaceAll('*', '+').replaceAll('|', '/')),
  hex: decodeHex,
  'hex-lower': decodeHex,
  'hex-dashed': decodeDashedHex,
  dec3: decodeDecimal,
  urltoken: decodeUrlToken,
};

export const decodeTransport = (encoding: TransportEncoding, text: string): Buffer | undefined =>
  decoders[encoding](text);

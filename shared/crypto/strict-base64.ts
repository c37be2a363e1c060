// Base64 and base64url that take exactly the one canonical spelling of some bytes: no white space, no missing or extra
// padding, no stray bits in the last character. Node's own decoder forgives all of these (RFC 4648 section 3.5).

const decodeCanonical = (text: string, encoding: 'base64' | 'base64url'): Buffer | undefined => {
  const bytes = Buffer.from(text, encoding);
  return bytes.toString(encoding) === text ? bytes : undefined;
};

export const decodeBase64 = (text: string): Buffer | undefined => decodeCanonical(text, 'base64');

export const decodeBase64Url = (text: string): Buffer | undefined => decodeCanonical(text, 'base64url');

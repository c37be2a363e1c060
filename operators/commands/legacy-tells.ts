// What stored values look like, and which schemes that suggests (docs/legacy-formats.md). A look proves nothing; it decides
// between schemes that fit equally well and says what to do with values that no scheme can open.

export type Tell = { readonly text: string; readonly suggests: readonly string[] };

const byteLengths = (values: readonly string[]): readonly number[] | undefined => {
  const isBase64 = values.every(
    (value) => /^[A-Za-z0-9+/ \r\n]*={0,2}$/.test(value) && value.length % 4 === 0,
  );
  return isBase64
    ? values.map((value) => Buffer.from(value.replaceAll(' ', '+'), 'base64').length)
    : undefined;
};

type Look = Tell & { readonly isSeen: (values: readonly string[]) => boolean };

const every = (values: readonly string[], pattern: RegExp): boolean =>
  values.every((value) => pattern.test(value));

const lengthsAre =
  (minBytes: number, multiple: number) =>
  (values: readonly string[]): boolean =>
    byteLengths(values)?.every((length) => length >= minBytes && length % multiple === 0) ?? false;

const looks: readonly Look[] = [
  {
    text: 'digits only, three for each byte',
    suggests: ['simple-aes-fixed'],
    isSeen: (values) => every(values, /^(?:[0-9]{3})+$/),
  },
  {
    text: 'long upper-case hexadecimal',
    suggests: ['aspnet-machinekey-encode'],
    isSeen: (values) => every(values, /^(?:[0-9A-F]{2}){48,}$/) && !every(values, /^[0-9]+$/),
  },
  {
    text: 'an IV length of 16 in front',
    suggests: ['encryptstringaes-ivlen'],
    isSeen: (values) => every(values, /^EAAAA/),
  },
  {
    text: 'at least 96 bytes, a multiple of 32',
    suggests: ['stringcipher-v2-rijndael256'],
    isSeen: lengthsAre(96, 32),
  },
  {
    text: 'at least 48 bytes, a multiple of 16',
    suggests: ['stringcipher-v3-aes128', 'aes-then-hmac', 'aes-then-hmac-password'],
    isSeen: lengthsAre(48, 16),
  },
  {
    text: 'a multiple of 8 bytes, not always of 16',
    suggests: [
      'des-same-key-iv',
      'des-left8-fixed-iv',
      'msdn-simple3des',
      'md5-tripledes-ecb',
      'tripledes-fixed',
    ],
    isSeen: (values) => lengthsAre(8, 8)(values) && !lengthsAre(8, 16)(values),
  },
  {
    text: 'wrapped by Windows data protection: cannot be opened away from its server',
    suggests: [],
    isSeen: (values) => values.some((value) => value.startsWith('AQAAANCMnd8BFdERjHoAwE')),
  },
  {
    text: 'an error message that was stored instead of a value',
    suggests: [],
    isSeen: (values) =>
      values.some((value) => /data to decrypt is invalid|Bad Data|Padding is invalid/i.test(value)),
  },
];

export const tellsOf = (values: readonly string[]): readonly Tell[] =>
  values.length === 0 ? [] : looks.filter(({ isSeen }) => isSeen(values));

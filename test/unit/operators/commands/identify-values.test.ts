// Of two readings that open everything, the one whose texts have control characters is the worse one.

import { identifyValues } from '#operators/commands/identify-values';
import { sealers } from '../../crypto/legacy-oracle/seal-schemes.ts';

test('a text encoding that leaves NULs between the letters ranks below the one that does not', async () => {
  const params = {
    cipher: 'aes',
    blockSize: 128,
    key: { type: 'hex', value: '07'.repeat(16) },
    iv: { type: 'zero' },
    ciphertextEncoding: 'base64',
  };
  const value = sealers['custom']!({ ...params, textEncoding: 'utf16le' }, 'no login at all');
  const candidates = ['utf8', 'utf16le'].map((textEncoding) => ({
    id: textEncoding,
    scheme: 'custom',
    params: { ...params, textEncoding },
  }));

  const fits = await identifyValues([{ value }], candidates);

  expect(fits.map(({ candidate, opened, legible }) => [candidate, opened, legible])).toEqual([
    ['utf16le', 1, 1],
    ['utf8', 1, 0],
  ]);
});

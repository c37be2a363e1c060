// A sample of `npm run campaign -- esdk`, with a new seed each time, and the controls: planted mistakes are found.

import { compareWithAws } from '../../campaigns/esdk/compare-with-aws.ts';
import { openWithSettings } from '../../campaigns/esdk/open-with-settings.ts';
import { readKeyedMessages, readPeerMessages, skippedMessages } from '../../campaigns/esdk/peer-messages.ts';
import {
  opensWithAws,
  playKeyedMessages,
  playPeerMessages,
} from '../../campaigns/esdk/play-peer-messages.ts';
import { tamperMessages } from '../../campaigns/esdk/tamper-messages.ts';
import { readEsdkSettings } from '#shared/crypto/codecs/esdk/esdk-settings';
import { parseMessage } from '#shared/crypto/codecs/esdk/parse-message';
import { Parameters } from '#shared/crypto/legacy/parameters';
import { esdkSettings, rawKeyring, writeWithAws } from '../../support/esdk-messages.ts';

const seed = Math.floor(Math.random() * 1e9);
const sample = { seed, count: 60 };

test(`ours and AWS’s library agree on whole and damaged messages (seed ${seed})`, async () => {
  const { faults, passed, counts } = await compareWithAws(sample);

  expect(faults).toEqual([]);
  expect(passed).toBe(240);
  expect(counts.get('damaged, refused by both')).toBeGreaterThan(100);
}, 60_000);

const rest = (bytes: Buffer): Buffer => (parseMessage(bytes) === undefined ? Buffer.alloc(0) : bytes);

test.each<[string, typeof openWithSettings]>([
  [
    'a reader that takes what it cannot parse for empty',
    (bytes, ...how) => openWithSettings(bytes, ...how) ?? rest(bytes),
  ],
  ['a reader that refuses empty plaintexts', (...how) => openWithSettings(...how)?.subarray(1)],
])(
  'a planted mistake is found: %s',
  async (_, open) => {
    const { faults } = await compareWithAws(sample, open);

    expect(faults.length).toBeGreaterThan(0);
  },
  60_000,
);

test('changed bytes open nothing; a reader without the signature is found out', async () => {
  const bytes = await writeWithAws(rawKeyring(), Buffer.from('text'), {
    suite: 'committing and signed',
    context: {},
  });
  const settings = readEsdkSettings(new Parameters(esdkSettings));
  const message = { name: 'one', bytes, context: {}, settings };
  const first = openWithSettings(bytes, {}, settings);
  // Any footer will do.
  const unsigned: typeof openWithSettings = (changed, ...how) =>
    openWithSettings(changed, ...how) ??
    (changed.subarray(0, -80).equals(bytes.subarray(0, -80)) ? first : undefined);

  expect(tamperMessages([message], { step: 1, bits: [0, 7] }).faults).toEqual([]);
  expect(tamperMessages([message], { step: 1, bits: [0] }, unsigned).faults.length).toBeGreaterThan(50);
});

const folder = process.env['DEPOSITS_PEER_VECTORS'] ?? '';

if (folder === '') {
  console.warn(skippedMessages);
} else {
  test('AWS’s published messages open, 132 with raw keys, the dialect behind its flag; 5 of 46 fail on commitment', async () => {
    const [messages, keyed] = [readPeerMessages(folder), readKeyedMessages(folder)];

    expect([messages.length, keyed.length]).toEqual([132, 46]);
    expect(playPeerMessages(messages).faults).toEqual([]);
    expect(playKeyedMessages(keyed).faults).toEqual([]);
    expect(keyed.filter(({ plaintext }) => plaintext === undefined)).toHaveLength(5);
    const theirs = await Promise.all(messages.map(opensWithAws));
    expect(theirs.filter(Boolean)).toHaveLength(66);
  }, 60_000);
}

// Random messages of AWS's own library and damaged copies of them: ours and AWS's library agree on each, to the byte.

import { readEsdkSettings } from '#shared/crypto/codecs/esdk/esdk-settings';
import { Parameters } from '#shared/crypto/legacy/parameters';
import {
  awsClient,
  esdkSettings,
  rawKeyring,
  suiteIds,
  writeWithAws,
  type SuiteName,
} from '../../support/esdk-messages.ts';
import { seededRandom, type SeededRandom } from '../../support/seeded-random.ts';
import { showProgress } from '../campaign-report.ts';
import { count, judge, newTally, type Tally } from '../campaign-tally.ts';
import { openWithSettings } from './open-with-settings.ts';

const settings = () => readEsdkSettings(new Parameters({ ...esdkSettings, allowNonCommitting: true }));

const damage = (message: Buffer, random: SeededRandom): Buffer => {
  const at = random.below(message.length);
  const changed = Buffer.from(message);
  switch (random.below(5)) {
    case 0:
      changed.writeUInt8(changed.readUInt8(at) ^ (1 << random.below(8)), at);
      return changed;
    case 1:
      return changed.subarray(0, at);
    case 2:
      return Buffer.concat([changed.subarray(0, at), random.bytes(1), changed.subarray(at)]);
    case 3:
      return Buffer.concat([changed.subarray(0, at), changed.subarray(at + 1 + random.below(4))]);
    default:
      random.bytes(1 + random.below(8)).copy(changed, at);
      return changed;
  }
};

const theirs = async (message: Buffer): Promise<Buffer | undefined> => {
  try {
    return (await awsClient().decrypt(rawKeyring(), message)).plaintext;
  } catch {
    return undefined;
  }
};

const mutantsEach = 3;

export const compareWithAws = async (
  { seed, count: wanted }: { readonly seed: number; readonly count: number },
  open = openWithSettings,
): Promise<Tally> => {
  const random = seededRandom(seed);
  const tally = newTally();
  const suites = Object.keys(suiteIds) as SuiteName[];
  for (let index = 0; index < wanted; index += 1) {
    const suite = random.pick(suites);
    const plaintext = random.bytes(random.below(600));
    const pairs = Array.from({ length: random.below(4) }, (_, at) => [
      `name-${at}`,
      `value-${random.below(9)}`,
    ]);
    const context = Object.fromEntries(pairs) as Record<string, string>;
    const frameLength = 1 + random.below(700);
    const message = await writeWithAws(rawKeyring(), plaintext, { suite, context, frameLength });
    const opened = open(message, {}, settings());
    judge(tally, opened?.equals(plaintext) === true ? [] : [`a message of suite ${suite} is not opened`]);
    count(tally, 'messages');
    for (let mutant = 0; mutant < mutantsEach; mutant += 1) {
      const damaged = damage(message, random);
      const [ours, their] = [open(damaged, {}, settings()), await theirs(damaged)];
      const agree = ours === undefined ? their === undefined : their?.equals(ours) === true;
      count(tally, their === undefined ? 'damaged, refused by both' : 'damaged, opened by both');
      const say = (it: Buffer | undefined): string => (it === undefined ? 'refuse' : 'open');
      judge(tally, agree ? [] : [`suite ${suite}: we ${say(ours)} what AWS’s library would ${say(their)}`]);
    }
    showProgress('messages', index + 1, wanted);
  }
  return tally;
};

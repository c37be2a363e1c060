// Ways in which a stored value gets damaged: characters lost, changed, doubled or added, bytes changed underneath the text
// form, two values mixed, another text altogether.

import type { SeededRandom } from '../support/seeded-random.ts';

type Damage = (value: string, other: string, random: SeededRandom) => string;

const strays = ['=', '==', '+', '-', '_', ' ', '\n', '\0', 'é', '🔑', '/', '0', 'zz', ':', '{', '"', 'null'];

const at = (text: string, random: SeededRandom): number => random.below(text.length + 1);

/** Into the bytes below the text and back, in whichever form the text seems to be. */
const throughBytes =
  (change: (bytes: Buffer, random: SeededRandom) => Buffer): Damage =>
  (value, _, random) => {
    const isHex = /^(?:[0-9A-Fa-f]{2})+$/.test(value);
    const bytes = Buffer.from(value, isHex ? 'hex' : 'base64');
    return change(bytes, random).toString(isHex ? 'hex' : 'base64');
  };

const flipBit = (bytes: Buffer, random: SeededRandom): Buffer => {
  const index = random.below(Math.max(1, bytes.length));
  if (index < bytes.length) bytes.writeUInt8((bytes[index] ?? 0) ^ (1 << random.below(8)), index);
  return bytes;
};

const damages: readonly Damage[] = [
  (value, _, random) => value.slice(0, at(value, random)),
  (value, _, random) => value.slice(at(value, random)),
  (value, _, random) => {
    const index = at(value, random);
    return value.slice(0, index) + value.slice(index + 1 + random.below(4));
  },
  (value, _, random) => {
    const index = at(value, random);
    return value.slice(0, index) + random.pick(strays) + value.slice(index + random.below(2));
  },
  (value, _, random) => value + value.slice(0, at(value, random)),
  (value, other, random) => value.slice(0, at(value, random)) + other.slice(at(other, random)),
  (_, __, random) => random.bytes(random.below(200)).toString(random.pick(['base64', 'hex', 'latin1'])),
  (value) => value.toLowerCase(),
  throughBytes(flipBit),
  throughBytes((bytes, random) => bytes.subarray(0, random.below(bytes.length + 1))),
  throughBytes((bytes, random) => Buffer.concat([bytes, random.bytes(1 + random.below(40))])),
  throughBytes((bytes, random) => bytes.fill(random.below(256), random.below(bytes.length + 1))),
  throughBytes((bytes, random) => {
    const half = 8 * random.below(Math.ceil(bytes.length / 8) + 1);
    return Buffer.concat([bytes.subarray(half), bytes.subarray(0, half)]);
  }),
];

/** Once in a while nearly as long as an envelope may be: longer ones never reach a codec. */
const maxValueBytes = 65_000;
const isLong = (random: SeededRandom): boolean => random.below(2_000) === 0;

export const damageValue = (value: string, other: string, random: SeededRandom): string => {
  const damaged = random.pick(damages)(value, other, random);
  if (!isLong(random)) return damaged;
  const piece = damaged === '' ? 'A' : damaged;
  return piece.repeat(Math.floor(maxValueBytes / Buffer.byteLength(piece)));
};

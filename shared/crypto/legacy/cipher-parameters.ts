// Reads from a legacy key's parameters which cipher is meant and in which sizes, and refuses what .NET would refuse.

import {
  cipherModes,
  cipherNames,
  createDecipher,
  type CipherChoice,
  type CipherMode,
  type CipherName,
  type Decipher,
} from './decipher.ts';
import { ParameterProblem, type Parameters } from './parameters.ts';

type Sizes = {
  readonly blockBits: readonly number[];
  readonly keyBytes: readonly number[];
  /** .NET's default FeedbackSize. */
  readonly feedbackBits: number;
  readonly keyBits: number;
};

const rc2KeyBytes = Array.from({ length: 12 }, (_, index) => index + 5);

const sizes = {
  rijndael: { blockBits: [128, 192, 256], keyBytes: [16, 24, 32], feedbackBits: 128, keyBits: 256 },
  aes: { blockBits: [128], keyBytes: [16, 24, 32], feedbackBits: 8, keyBits: 256 },
  tripledes: { blockBits: [64], keyBytes: [16, 24], feedbackBits: 8, keyBits: 192 },
  des: { blockBits: [64], keyBytes: [8], feedbackBits: 8, keyBits: 64 },
  rc2: { blockBits: [64], keyBytes: rc2KeyBytes, feedbackBits: 8, keyBits: 128 },
} as const satisfies Record<CipherName, Sizes>;

const sizesOf = (cipher: CipherName): Sizes => sizes[cipher];

export const cbc = (cipher: CipherName, blockBytes: number): CipherChoice => ({
  cipher,
  blockBytes,
  mode: 'CBC',
  segmentBytes: blockBytes,
});

export const aesCbc = cbc('aes', 16);

export const readMode = (parameters: Parameters): CipherMode => parameters.oneOf('mode', cipherModes, 'CBC');

const readFeedbackBytes = (parameters: Parameters, cipher: CipherName, blockBits: number): number => {
  const bits = parameters.integer('feedbackSize', { min: 8, max: 256 }, sizesOf(cipher).feedbackBits);
  const isDes = cipher === 'des' || cipher === 'tripledes';
  const isLegal = bits % 8 === 0 && bits <= blockBits && (!isDes || bits === 8 || bits === 64);
  if (!isLegal) throw parameters.problem('feedbackSize', `does not exist for ${cipher} in .NET`);
  return bits / 8;
};

/** `cipher`, `blockSize`, `mode` and `feedbackSize`, with .NET's defaults. */
export const readCipher = (parameters: Parameters, fallback?: CipherName): CipherChoice => {
  const cipher = parameters.oneOf('cipher', cipherNames, fallback);
  const { blockBits } = sizesOf(cipher);
  const bits = parameters.integer('blockSize', { min: 64, max: 256 }, blockBits[0]);
  if (!blockBits.includes(bits))
    throw parameters.problem('blockSize', `must be ${blockBits.join(' or ')} for ${cipher}`);
  const mode = readMode(parameters);
  const segmentBytes = mode === 'CFB' ? readFeedbackBytes(parameters, cipher, bits) : bits / 8;
  // Given but meaningless outside CFB; a vector file writes it as null there.
  if (mode !== 'CFB') parameters.has('feedbackSize');
  return { cipher, blockBytes: bits / 8, mode, segmentBytes };
};

/** For a layout whose values begin with an IV. */
export const refuseEcb = (parameters: Parameters, { mode }: CipherChoice): void => {
  if (mode === 'ECB') throw parameters.problem('mode', 'must not be ECB where the value begins with its IV');
};

/** `keySize` in bits, as bytes. */
export const readKeyBytes = (parameters: Parameters, cipher: CipherName): number => {
  const { keyBytes, keyBits } = sizesOf(cipher);
  const bits = parameters.integer('keySize', { min: 8, max: 512 }, keyBits);
  if (!keyBytes.includes(bits / 8))
    throw parameters.problem(
      'keySize',
      `must be ${keyBytes.map((bytes) => 8 * bytes).join(', ')} for ${cipher}`,
    );
  return bits / 8;
};

/** Refuses a key of the wrong size, under the name of the member it came from. */
export const createCheckedDecipher = (
  parameters: Parameters,
  member: string,
  choice: CipherChoice,
  key: Buffer,
): Decipher => {
  const { keyBytes } = sizesOf(choice.cipher);
  if (!keyBytes.includes(key.length))
    throw parameters.problem(
      member,
      `must give ${keyBytes.join(' or ')} bytes for ${choice.cipher}, gives ${key.length}`,
    );
  const decipher = createDecipher(choice, key);
  try {
    decipher.decrypt(choice.mode === 'ECB' ? undefined : Buffer.alloc(choice.blockBytes), Buffer.alloc(0));
  } catch {
    // FIPS mode refuses DES and one key three times over.
    throw new ParameterProblem('cipher', `this Node's OpenSSL refuses ${choice.cipher} (FIPS mode?)`);
  }
  return decipher;
};

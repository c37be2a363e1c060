// How many stored values of each format one process opens in a second, once its keys are at hand or derived: through the codec
// that the decryptor uses. `kms1` has no key at hand, so it goes through a warm decryptor and KMS. Node's own
// AES-256-CBC on a value of the same size, which nothing here can beat, stands in the same table.

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { LegacyOpeners } from '../../shared/credentials/legacy-openers.ts';
import { legacyFormatPrefix } from '../../shared/crypto/codecs/dotnet/scheme-names.ts';
import { sealJwe1 } from '../../operators/credentials/jwe1-seal.ts';
import type { KeyAccess } from '../../shared/crypto/codec.ts';
import { lookUpFormat } from '../../shared/crypto/format-registry.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { fail, succeed } from '../../shared/platform/result.ts';
import { legacyKeyOf } from '../../operators/commands/legacy-key-access.ts';
import { tenantIdOf } from '../../operators/commands/rehearsal-tenant.ts';
import { readVectorFile, type Vector } from '../../operators/commands/vector-file.ts';
import { projectDirectory } from '../build/build-bundles.ts';
import { withFunction } from '../measure/function-process.ts';
import type { Samples } from '../statistics.ts';
import { subject, type Setting } from '../subjects.ts';
import { decryptRequest, kms1Purpose } from '../environment/requests.ts';

const warmUps = 2_000;
const callsPerRound = 200;

/** Microseconds a call, one sample for each round. */
const sample = async (
  call: () => Promise<unknown>,
  rounds: number,
  calls = callsPerRound,
): Promise<number[]> => {
  const samples: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedMs = performance.now();
    for (let count = 0; count < calls; count += 1) await call();
    samples.push((1_000 * (performance.now() - startedMs)) / calls);
  }
  return samples;
};

const opening = async (
  format: string,
  sealed: { readonly payload: string; readonly keys: KeyAccess },
): Promise<() => Promise<unknown>> => {
  const open = await lookUpFormat(format)?.load();
  if (open === undefined) throw new RangeError(`unknown format ${format}`);
  const tenantId = tenantIdOf();
  const legacyOpeners = new LegacyOpeners({ clock: systemClock }).forTenant(tenantId);
  const whole = { ...sealed, tenantId, purpose: 'sql-server', version: 1, legacyOpeners };
  return async () => {
    const opened = await open(whole);
    if (!opened.ok) throw new RangeError(`${format} does not open`);
    return opened.value;
  };
};

const jwe1Opening = (): Promise<() => Promise<unknown>> => {
  const key = randomBytes(32);
  const binding = { tenantId: tenantIdOf(), purpose: 'sql-server', version: 1, keyVersion: 1 };
  const envelope = sealJwe1(binding, key, randomBytes(136));
  const keys: KeyAccess = {
    withDataKey: async (_version, use) => succeed(use(key)),
    decrypt: async () => fail('key-service-unavailable'),
    withLegacyKey: async () => fail('store-unavailable'),
  };
  return opening('jwe1', { payload: envelope.slice('jwe1:'.length), keys });
};

const nodeAes = (): (() => Promise<unknown>) => {
  const [key, iv] = [randomBytes(32), randomBytes(16)];
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const text = Buffer.concat([cipher.update(randomBytes(136)), cipher.final()]).toString('base64');
  return async () => {
    const decipher = createDecipheriv('aes-256-cbc', key, iv);
    return Buffer.concat([decipher.update(Buffer.from(text, 'base64')), decipher.final()]).toString('utf8');
  };
};

/** The longest kind of value of each scheme: a connection string. */
const legacyVectors = (): Vector[] => {
  const file = readVectorFile(join(projectDirectory, 'test/vectors/legacy/vectors.json'));
  if (!file.ok) throw new TypeError(file.failure);
  return [...Map.groupBy(file.value.vectors, ({ scheme }) => scheme).values()].flatMap((vectors) => {
    const vector = vectors.find(({ plaintext }) => plaintext.startsWith('Data Source=')) ?? vectors.at(-1);
    return vector === undefined ? [] : [vector];
  });
};

const kms1Samples = (setting: Setting, rounds: number): Promise<number[]> =>
  withFunction(subject(setting, 'ours'), async ({ invoke }) => {
    const call = () => invoke(decryptRequest(kms1Purpose));
    await sample(call, 1);
    return sample(call, rounds, 20);
  });

export const measureOpens = async (setting: Setting, rounds: number): Promise<Samples> => {
  const calls = new Map([
    ["Node's AES-256-CBC", nodeAes()],
    ['jwe1', await jwe1Opening()],
  ]);
  for (const { scheme, params, ciphertext } of legacyVectors()) {
    const format = `${legacyFormatPrefix}${scheme}`;
    const sealed = { payload: `main:${ciphertext}`, keys: legacyKeyOf(params) };
    calls.set(format, await opening(format, sealed));
  }
  const samples = new Map<string, readonly number[]>();
  for (const [format, call] of calls) {
    await sample(call, 1, warmUps);
    samples.set(`open-us/${format}`, await sample(call, rounds));
  }
  samples.set('open-us/kms1, through the decryptor', await kms1Samples(setting, rounds));
  return samples;
};

// What opening a legacy value costs once its keys are derived: microseconds for each scheme through the codec that the
// decryptor uses, beside Node's own AES-256-CBC on a value of the same size, which is as fast as it can get here.
// node bench/legacy-open.ts

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { legacyFormatPrefix } from '../shared/crypto/codecs/dotnet/scheme-names.ts';
import { LegacyOpeners } from '../shared/credentials/legacy-openers.ts';
import { lookUpFormat } from '../shared/crypto/format-registry.ts';
import { systemClock } from '../shared/platform/clock.ts';
import { legacyKeyOf } from '../scripts/credentials/legacy-key-access.ts';
import { tenantIdOf } from '../scripts/credentials/rehearsal-tenant.ts';
import { readVectorFile, type Vector } from '../scripts/credentials/vector-file.ts';

const budgetUs = 50;
const warmUps = 3_000;
const rounds = 40;
const callsPerRound = 200;

/** The fastest of many short rounds, in microseconds a call: what the code costs, not what else the machine was doing. */
const measure = async (call: () => unknown): Promise<number> => {
  for (let count = 0; count < warmUps; count += 1) await call();
  let fastestMs = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    for (let count = 0; count < callsPerRound; count += 1) await call();
    fastestMs = Math.min(fastestMs, performance.now() - started);
  }
  return (1_000 * fastestMs) / callsPerRound;
};

const opening = async ({ scheme, params, ciphertext }: Vector): Promise<() => Promise<unknown>> => {
  const open = await lookUpFormat(`${legacyFormatPrefix}${scheme}`)?.load();
  if (open === undefined) throw new RangeError(`nobody reads ${scheme}`);
  const tenantId = tenantIdOf();
  const legacyOpeners = new LegacyOpeners({ clock: systemClock }).forTenant(tenantId);
  const keys = legacyKeyOf(params);
  const sealed = {
    payload: `main:${ciphertext}`,
    tenantId,
    purpose: 'sql-server',
    version: 1,
    keys,
    legacyOpeners,
  };
  return async () => {
    const opened = await open(sealed);
    if (!opened.ok) throw new RangeError(`${scheme} does not open`);
    return opened.value;
  };
};

const nodeAes = (): (() => Promise<unknown>) => {
  const [key, iv] = [randomBytes(32), randomBytes(16)];
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const text = Buffer.concat([cipher.update(randomBytes(136)), cipher.final()]).toString('base64');
  return () => {
    const decipher = createDecipheriv('aes-256-cbc', key, iv);
    const plain = Buffer.concat([decipher.update(Buffer.from(text, 'base64')), decipher.final()]);
    return Promise.resolve(plain.toString('utf8'));
  };
};

const file = readVectorFile(join(import.meta.dirname, '../test/vectors/legacy/vectors.json'));
if (!file.ok) throw new TypeError(file.failure);

const limitUs = await measure(nodeAes());
console.log(`${"Node's AES-256-CBC, the limit".padEnd(30)} ${limitUs.toFixed(1).padStart(6)} µs`);
let over = 0;
for (const [scheme, vectors] of Map.groupBy(file.value.vectors, (vector) => vector.scheme)) {
  const vector = vectors.find(({ plaintext }) => plaintext.startsWith('Data Source=')) ?? vectors.at(-1);
  if (vector === undefined) continue;
  const us = await measure(await opening(vector));
  over += us > budgetUs ? 1 : 0;
  console.log(
    `${scheme.padEnd(30)} ${us.toFixed(1).padStart(6)} µs  ${(us / limitUs).toFixed(1).padStart(5)} ×`,
  );
}
console.log(`${over} over ${budgetUs} µs`);
process.exitCode = over === 0 ? 0 : 1;

// A sample of `npm run campaign -- legacy-damage`, with a new seed each time, and the control: planted faults are found.

import type { Codec } from '#shared/crypto/codec';
import { lookUpFormat, type FormatLookup } from '#shared/crypto/format-registry';
import { fail } from '#shared/platform/result';
import { damageLegacyValues, type DamageReport } from '../../campaigns/legacy-damage.ts';

const seed = Math.floor(Math.random() * 1e9);

const reportsOf = async (
  perScheme: number,
  lookUp?: FormatLookup,
  maxReports = Infinity,
): Promise<DamageReport[]> => {
  const reports: DamageReport[] = [];
  for await (const report of damageLegacyValues({
    seed,
    perScheme,
    ...(lookUp === undefined ? {} : { lookUp }),
  })) {
    reports.push(report);
    if (reports.length >= maxReports) break;
  }
  return reports;
};

test(`T5 damaged values have one answer or a text, in each scheme (seed ${seed})`, async () => {
  const reports = await reportsOf(120);

  expect(reports.flatMap(({ scheme, faults }) => faults.map((fault) => `${scheme}: ${fault}`))).toEqual([]);
  expect(reports).toHaveLength(29);
  expect(reports.every(({ refused, answers }) => refused > 60 && answers === 1)).toBe(true);
}, 60_000);

const planted =
  (change: (open: Codec) => Codec): FormatLookup =>
  (name) => {
    const row = lookUpFormat(name);
    return row === undefined ? undefined : { ...row, load: async () => change(await row.load()) };
  };

test.each<[string, RegExp, (open: Codec) => Codec]>([
  ['an exception', /threw RangeError/, () => () => Promise.reject(new RangeError('canary'))],
  ['another failure', /envelope-malformed/, () => async () => fail('envelope-malformed')],
  [
    'a hang',
    /took \d+ ms/,
    (open) => async (sealed) => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      return open(sealed);
    },
  ],
])('%s is found', async (_, fault, change) => {
  const [report] = await reportsOf(3, planted(change), 1);

  expect(report?.faults.join('\n')).toMatch(fault);
  expect(report?.faults.join('\n')).not.toContain('canary');
});

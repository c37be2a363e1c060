// Values that members of a request usually have, by name; a schema knows only that they are texts and numbers.

import fc from 'fast-check';
import { accountTypes } from '#shared/domain/direct-deposit';
import { percentageBases } from '#shared/domain/allocation';
import { confirmableRules } from '#shared/domain/confirmation';

/** Every account number of the campaign starts with it: where it shows, an account number leaked. */
export const accountCanary = '73918462';

/** Some of them again and again, by every employee: then they are held. */
const accountNumbers = fc
  .oneof(
    {
      weight: 3,
      arbitrary: fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 4, maxLength: 9 }),
    },
    { weight: 1, arbitrary: fc.constantFrom('100100') },
  )
  .map((digits) => `${accountCanary}${digits}`);

const routingNumbers = fc.oneof(
  { weight: 4, arbitrary: fc.constant('021000021') },
  { weight: 1, arbitrary: fc.constantFrom('011401533', '091000019', '122105155', '121000358') },
);
const days = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });

const values: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  accountNumber: accountNumbers,
  accountNumberConfirm: accountNumbers,
  routingNumber: routingNumbers,
  accountType: fc.constantFrom(...accountTypes),
  nickname: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }),
  priority: fc.integer({ min: 1, max: 5 }),
  amountCents: fc.integer({ min: 1, max: 9_999_999 }),
  basisPoints: fc.integer({ min: 1, max: 4_000 }),
  basis: fc.constantFrom(...percentageBases),
  confirm: fc.constantFrom(...confirmableRules),
  effectiveOn: days.map((day) => day.toISOString().slice(0, 10)),
  netPayCents: fc.integer({ min: 0, max: 9_999_999_999 }),
  id: fc.constantFrom('@@id0@@', '@@id1@@', '@@id2@@', '@@id3@@'),
};

/** Mostly the usual values of a member, now and then any of its type. */
export const seasoned = (name: string, any: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => {
  const usual = values[name];
  if (usual === undefined) return any;
  return fc.oneof({ weight: 24, arbitrary: usual }, { weight: 1, arbitrary: any });
};

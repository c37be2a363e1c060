// What an editor does to an employee's direct deposits, chosen by chance from what was read last.

import { textIn } from '../json-members.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';
import type { Call } from '../../support/deposits-world.ts';

export type WriteName = 'create' | 'update' | 'remove' | 'replace';

export type Edit = { readonly route: WriteName; readonly call: Call };

/** What an editor has seen: the list as it was answered, and its entity tag. */
export type Seen = { readonly items: readonly unknown[]; readonly etag: string };

const idOf = (item: unknown): string => textIn(item, 'id') ?? '';
const isRemainder = (item: unknown): boolean => textIn(item, 'allocation', 'kind') === 'remainder';

/** Few account numbers and large percentages, so that editors get in each other's way. */
const account = (random: SeededRandom, allocation: object): object => ({
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber: `70${10 + random.below(12)}`,
  nickname: `Edit ${random.below(1_000)}`,
  allocation,
});

const share = (random: SeededRandom): object =>
  random.below(4) > 0
    ? { kind: 'percentage', basisPoints: 2_000 + random.below(4_000) }
    : { kind: 'fixed', amountCents: 1 + random.below(10_000) };

const newSet = (random: SeededRandom): object => ({
  items: [
    ...Array.from({ length: random.below(4) }, () => account(random, share(random))),
    account(random, { kind: 'remainder' }),
  ],
});

/** Kept ones in another order, and something new. */
const reordered = (random: SeededRandom, items: readonly unknown[]): object => {
  const kept = items.filter((item) => !isRemainder(item)).filter(() => random.below(3) > 0);
  const turned = random.below(2) === 0 ? kept : kept.toReversed();
  const asItem = (item: unknown): object => ({
    id: idOf(item),
    accountType: textIn(item, 'accountType'),
    routingNumber: textIn(item, 'routingNumber'),
    allocation: share(random),
  });
  return { items: [...turned.map(asItem), account(random, { kind: 'remainder' })] };
};

export type ChooseEdit = (random: SeededRandom, employee: string, seen: Seen) => Edit;

export const chooseEdit: ChooseEdit = (random, employee, { items, etag }) => {
  const item: unknown = items.length === 0 ? undefined : random.pick(items);
  // Half of the editors look before they write.
  const ifMatch = random.below(2) === 0 ? '*' : etag;
  const choice = random.below(10);
  if (item === undefined || choice < 1) {
    const body = random.below(2) === 0 && items.length > 0 ? reordered(random, items) : newSet(random);
    return { route: 'replace', call: { employee, ifMatch, body } };
  }
  if (choice < 5) {
    const priority = random.below(3) === 0 ? { priority: 1 } : {};
    return { route: 'create', call: { employee, body: { ...account(random, share(random)), ...priority } } };
  }
  const one = { employee, id: idOf(item), ifMatch: '*' };
  if (choice < 8) {
    const allocation = isRemainder(item) ? { kind: 'remainder' } : share(random);
    const priority = isRemainder(item) || random.below(2) === 0 ? {} : { priority: 1 };
    return { route: 'update', call: { ...one, body: { ...account(random, allocation), ...priority } } };
  }
  return { route: 'remove', call: one };
};

// Bodies that a sensible client would send: of the right shape, generated from the schema, with the few things agreed that no
// schema says. So that the campaign leaves something behind for its hostile requests to be tried on.

import fc from 'fast-check';

type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const without = (value: Members, ...names: readonly string[]): Members =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));

/** An account number is typed twice the same way; the days of the payroll calendar are left alone. */
const agreed = (value: Members): Members => {
  const { accountNumber, accountNumberConfirm } = value;
  return {
    ...without(value, 'effectiveOn', 'accountNumberConfirm'),
    ...(accountNumberConfirm === undefined || accountNumber === undefined
      ? {}
      : { accountNumberConfirm: accountNumber }),
  };
};

const remainder = { kind: 'remainder' };

/** Of a whole set, the last one takes what is left and no other does. */
const withOneRemainder = (items: readonly unknown[]): readonly unknown[] =>
  items.filter(isObject).map((item, index): object => {
    const isLast = index === items.length - 1;
    const { allocation } = item;
    const isRemainder = isObject(allocation) && allocation['kind'] === 'remainder';
    const kept = isRemainder ? { kind: 'fixed', amountCents: 100 + index } : allocation;
    return { ...without(agreed(item), 'priority'), allocation: isLast ? remainder : kept };
  });

const wellMannered = (value: unknown): unknown => {
  if (!isObject(value)) return value;
  const body = agreed(value);
  const { items } = body;
  return Array.isArray(items) ? { ...body, items: withOneRemainder(items) } : body;
};

const stockSize = 4;

/** The text of a whole set of new direct deposits. */
export const stockOf = (value: unknown): string => {
  const items = isObject(value) && Array.isArray(value['items']) ? value['items'] : [];
  const whole = items
    .filter(isObject)
    .filter(({ accountNumber }) => accountNumber !== undefined)
    .map((item) => without(item, 'id'));
  return JSON.stringify({ items: withOneRemainder(whole.slice(0, stockSize)) });
};

/** Of `arbitrary`, most with good manners. */
export const mostlyGood = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(arbitrary, fc.integer({ min: 0, max: 9 }))
    .map(([value, choice]) => (choice < 8 ? wellMannered(value) : value));

// What is true of every employee's direct deposits, whoever wrote last: what of it a list breaks, by name.

import { listIn, memberOf, numberIn, textIn } from './json-members.ts';

/** @param list the body of the answer to GET …/direct-deposits */
export const brokenInvariants = (list: unknown): readonly string[] => {
  const items = listIn(list, 'items');
  if (!Array.isArray(memberOf(list, 'items'))) return ['the list has no items'];
  if (items.length === 0) return [];
  const kinds = items.map((item) => textIn(item, 'allocation', 'kind'));
  const sum = items.reduce<number>(
    (total, item) =>
      textIn(item, 'allocation', 'basis') === 'remaining'
        ? total
        : total + (numberIn(item, 'allocation', 'basisPoints') ?? 0),
    0,
  );
  return [
    ...(items.every((item, index) => numberIn(item, 'priority') === index + 1)
      ? []
      : ['priorities are not 1 to n']),
    ...(kinds.filter((kind) => kind === 'remainder').length === 1 ? [] : ['not exactly one remainder']),
    ...(kinds.at(-1) === 'remainder' ? [] : ['the remainder is not last']),
    ...(sum <= 10_000 ? [] : ['percentages are more than the whole']),
  ];
};

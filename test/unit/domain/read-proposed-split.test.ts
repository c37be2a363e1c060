import type { NetPaySplit } from '#shared/domain/direct-deposit';
import { readProposedSplit } from '#shared/domain/read-proposed-split';
import type { SimulatedItem } from '#shared/domain/simulate-net-pay';

const id = '00000000-0000-4000-8000-000000000001';
const held = { id, status: 'held' };
const split = { maxItems: 2, items: [held] } as unknown as NetPaySplit;
const stands = [held] as unknown as readonly SimulatedItem[];
const remainder = { allocation: { kind: 'remainder' } };
const fixed = { allocation: { kind: 'fixed', amountCents: 1 } };

describe('a proposed split', () => {
  test('keeps the id and the hold of a stored one; a new one is active and has no id', () => {
    expect(readProposedSplit(split, stands, [{ id, ...fixed }, remainder])).toEqual({
      ok: true,
      value: [
        { id, status: 'held', allocation: { kind: 'fixed', amountCents: 1 } },
        { id: null, status: 'active', allocation: { kind: 'remainder' } },
      ],
    });
  });

  test.each([
    ['more than allowed', [fixed, fixed, remainder], ['splits.max']],
    ['an unknown id', [{ id: 'x', ...remainder }], ['split.destination']],
    ['a priority out of its place', [{ priority: 2, ...remainder }], ['splits.priority']],
    ['an unknown kind', [{ allocation: { kind: 'x' } }], ['allocation.kind', 'splits.remainder']],
  ])('is refused with %s, each rule once', (_, items, rules) => {
    const read = readProposedSplit(split, stands, items);
    expect(read.ok ? [] : read.failure.map(({ rule }) => rule)).toEqual(rules);
  });
});

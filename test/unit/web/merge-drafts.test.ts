// A draft and somebody else's change, put together: what only one of them changed is kept, what both changed is said.

import fc from 'fast-check';
import {
  findingsOf,
  toDraft,
  withItem,
  withoutItem,
  moved,
  newItem,
  type Draft,
  type DraftItem,
} from '../../../web/src/edit/draft.ts';
import { mergeDrafts } from '../../../web/src/edit/merge-drafts.ts';

type Stored = Parameters<typeof toDraft>[0][number];

const stored = (id: string, allocation: Stored['allocation'], nickname = id): Stored =>
  ({
    id,
    nickname,
    accountType: 'checking',
    routingNumber: '021000021',
    accountNumberMask: `****${id.padStart(4, '0')}`,
    allocation,
  }) as Stored;

const half = { kind: 'percentage', basisPoints: 5_000, basis: 'net' } as const;
const tenth = { kind: 'percentage', basisPoints: 1_000, basis: 'net' } as const;
const rest = { kind: 'remainder' } as const;
const base = [stored('1', half), stored('2', tenth), stored('3', rest)];

const edit = (draft: Draft, key: string, change: Partial<DraftItem>): Draft =>
  withItem(draft, { ...draft.items.find((item) => item.key === key)!, ...change });
const shown = ({ items }: Draft): string[] => items.map(({ key, nickname }) => `${key} ${nickname}`);

describe('merging a draft', () => {
  it('takes from each what only that one changed', () => {
    const mine = edit(toDraft(base), '1', { nickname: 'mine' });
    const theirs = [stored('1', half), stored('2', tenth, 'theirs'), stored('3', rest)];
    const { draft, clashes } = mergeDrafts(base, mine, theirs);

    expect(shown(draft)).toEqual(['1 mine', '2 theirs', '3 3']);
    expect([...clashes]).toEqual([]);
  });

  it('keeps an account that they added, where the draft alone would have removed it', () => {
    const mine = edit(toDraft(base), '2', { nickname: 'mine' });
    const { draft, clashes } = mergeDrafts(base, mine, [
      base[0]!,
      stored('4', tenth, 'added'),
      ...base.slice(1),
    ]);

    expect(shown(draft)).toEqual(['1 1', '4 added', '2 mine', '3 3']);
    expect(clashes.size).toBe(0);
  });

  it('lets the draft stand where both changed the same, and says which', () => {
    const mine = edit(toDraft(base), '2', { basisPoints: 2_000 });
    const theirs = [base[0]!, stored('2', { ...tenth, basisPoints: 3_000 }), base[2]!];
    const { draft, clashes } = mergeDrafts(base, mine, theirs);

    expect(draft.items[1]).toMatchObject({ key: '2', basisPoints: 2_000 });
    expect([...clashes]).toEqual(['2']);
  });

  it('does not call it a clash when both made the same change', () => {
    const mine = edit(toDraft(base), '2', { nickname: 'same' });
    const { clashes } = mergeDrafts(base, mine, [base[0]!, stored('2', tenth, 'same'), base[2]!]);

    expect(clashes.size).toBe(0);
  });

  it('drops what they removed, unless the draft changed it: then it is new and its number is asked for', () => {
    const theirs = [base[2]!];
    const mine = edit(toDraft(base), '2', { nickname: 'mine' });
    const { draft, clashes } = mergeDrafts(base, mine, theirs);

    expect(draft.items).toEqual([
      expect.objectContaining({ key: '2', id: undefined, isNumberForgotten: true }),
      expect.objectContaining({ key: '3' }),
    ]);
    expect([...clashes]).toEqual(['2']);
  });

  it('removes what the draft removed, and says so where they had changed it', () => {
    const mine = withoutItem(toDraft(base), '2');

    expect(mergeDrafts(base, mine, base).clashes.size).toBe(0);
    const { draft, clashes } = mergeDrafts(base, mine, [base[0]!, stored('2', tenth, 'theirs'), base[2]!]);
    expect(shown(draft)).toEqual(['1 1', '3 3']);
    expect([...clashes]).toEqual(['2']);
  });

  it('takes the draft’s order where the draft moved something, else theirs', () => {
    const theirs = [base[1]!, base[0]!, base[2]!];

    expect(shown(mergeDrafts(base, toDraft(base), theirs).draft)).toEqual(['2 2', '1 1', '3 3']);
    expect(shown(mergeDrafts(base, moved(toDraft(base), '2', 0), base).draft)).toEqual(['2 2', '1 1', '3 3']);
  });

  const change = fc.oneof(
    fc.record({ kind: fc.constant('rename' as const), key: fc.constantFrom('1', '2', '3') }),
    fc.record({ kind: fc.constant('remove' as const), key: fc.constantFrom('1', '2') }),
    fc.record({ kind: fc.constant('move' as const), key: fc.constantFrom('1', '2') }),
    fc.record({ kind: fc.constant('add' as const), key: fc.constantFrom('8', '9') }),
  );
  const apply = (
    draft: Draft,
    changes: readonly { readonly kind: string; readonly key: string }[],
    by: string,
  ): Draft =>
    changes.reduce((before, { kind, key }) => {
      const isThere = before.items.some((item) => item.key === key);
      if (kind === 'rename') return isThere ? edit(before, key, { nickname: `${key} ${by}` }) : before;
      if (kind === 'remove') return withoutItem(before, key);
      if (kind === 'move') return moved(before, key, 0);
      return withItem(before, {
        ...newItem(`${by}${key}`, false),
        routingNumber: '021000021',
        basisPoints: 1,
        nickname: `${by}${key}`,
      });
    }, draft);

  it('loses nothing of a draft, and nothing of theirs that the draft left alone', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), fc.array(change, { maxLength: 4 }), (own, others) => {
        const mine = apply(toDraft(base), own, 'mine');
        const theirs = apply(toDraft(base), others, 'theirs').items.map(
          ({ key, nickname, kind, basisPoints }) =>
            stored(
              key,
              kind === 'remainder'
                ? rest
                : { kind: 'percentage', basisPoints: basisPoints ?? 1, basis: 'net' },
              nickname,
            ),
        );
        const { draft } = mergeDrafts(base, mine, theirs);
        const names = draft.items.map(({ nickname }) => nickname);
        const changedHere = mine.items.filter(({ nickname }) => nickname.includes('mine'));
        const untouched = theirs.filter(({ id, nickname }) => {
          const inBase = base.some((it) => it.id === id);
          return (
            nickname?.includes('theirs') === true &&
            (!inBase || mine.items.some(({ key, nickname: own }) => key === id && own === id))
          );
        });

        expect(names).toEqual(expect.arrayContaining(changedHere.map(({ nickname }) => nickname)));
        expect(names).toEqual(expect.arrayContaining(untouched.map(({ nickname }) => nickname)));
        expect(new Set(draft.items.map(({ key }) => key)).size).toBe(draft.items.length);
        expect(mergeDrafts(base, mine, base).draft).toEqual(mine);
      }),
      { numRuns: 500 },
    );
  });
});

describe('what the page can find wrong itself', () => {
  const rulesOf = (draft: Draft): string[] =>
    findingsOf(draft, base, 5).map(({ rule, pointer }) => `${rule} ${pointer}`);

  it('is nothing with a set as it is stored', () => {
    expect(rulesOf(toDraft(base))).toEqual([]);
  });

  it('is the same account twice, at the second one', () => {
    const typed = {
      accountNumber: '1000000017',
      accountNumberConfirm: '1000000017',
      routingNumber: '021000021',
      basisPoints: 100,
    };
    const one = withItem(toDraft([base[2]!]), { ...newItem('a', false), ...typed });
    const two = withItem(one, { ...newItem('b', false), ...typed });

    expect(findingsOf(two, [base[2]!], 5).map(({ rule, pointer }) => `${rule} ${pointer}`)).toEqual([
      'splits.duplicate /items/1/accountNumber',
    ]);
  });

  it('is more than the whole, and a repetition that differs', () => {
    const much = edit(edit(toDraft(base), '1', { basisPoints: 9_000 }), '2', { basisPoints: 2_000 });
    expect(rulesOf(much)).not.toEqual([]);
    const typo = edit(toDraft(base), '1', {
      accountNumber: '1000000017',
      accountNumberConfirm: '1000000018',
    });
    expect(rulesOf(typo)).toEqual([expect.stringContaining('/items/0/accountNumberConfirm')]);
  });
});

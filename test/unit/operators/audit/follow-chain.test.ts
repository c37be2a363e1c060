import fc from 'fast-check';
import { noReceipt, receiptAfter, toStoredRequestId, type Receipt } from '#shared/direct-deposits/audit';
import type { TenantId } from '#shared/domain/tenant-id';
import { createChainFollower } from '#operators/audit/follow-chain';
import type { Finding } from '#operators/audit/findings';
import type { FoundReceipt, FoundRow } from '#operators/audit/read-chain';

const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64');
const keyset = { current: 1, keys: { '1': key(1) }, indexKey: key(2) };
const tenantId = 'acme' as TenantId;

const rowAt = (position: number, more: Partial<FoundRow['audit']> = {}): FoundRow => ({
  position: BigInt(position),
  employeeId: 'e-1',
  occurredAt: new Date(1_790_000_000_000 + position),
  audit: {
    writeId: `00000000-0000-4000-8000-${String(position).padStart(12, '0')}`,
    action: 'update',
    directDepositId: '10000000-0000-4000-8000-000000000000',
    subject: 'user',
    requestId: 'r',
    before: null,
    after: '{}',
    ...more,
  },
});

const receiptOf = (previous: Receipt, row: FoundRow): FoundReceipt => ({
  receipt: receiptAfter(keyset, previous, { tenantId, ...row }),
  writeId: row.audit.writeId,
  row,
});

const chainOf = (length: number): FoundReceipt[] => {
  const chain: FoundReceipt[] = [];
  for (let position = 1; position <= length; position += 1)
    chain.push(receiptOf(chain.at(-1)?.receipt ?? noReceipt, rowAt(position)));
  return chain;
};

/** Rows without receipts come before the receipts whose rows were written after them. */
const follow = (chain: readonly FoundReceipt[], loose: readonly FoundRow[] = [], saved = new Map()) => {
  const findings: Finding[] = [];
  const onFinding = (finding: Finding): unknown => findings.push(finding);
  const follower = createChainFollower({ tenantId, keyset, saved, onFinding });
  let rest = loose;
  for (const found of chain) {
    const before = rest.filter(({ position }) => position < (found.row?.position ?? -1n));
    for (const row of before) follower.meetLoose(row);
    rest = rest.slice(before.length);
    follower.meetReceipt(found);
  }
  for (const row of rest) follower.meetLoose(row);
  const tally = follower.end();
  return { ...tally, found: findings.map(({ kind, sequence }) => [kind, sequence]), findings };
};

const changed = (found: FoundReceipt, more: Partial<FoundRow['audit']>): FoundReceipt =>
  found.row === undefined
    ? found
    : { ...found, row: { ...found.row, audit: { ...found.row.audit, ...more } } };

describe('a chain of receipts', () => {
  test('of any length is whole as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), (length) => {
        expect(follow(chainOf(length))).toMatchObject({ found: [], receipts: length, olderRows: 0 });
      }),
    );
  });

  test('with any one member of any one row changed is broken at that row', () => {
    const tampering = fc.record({
      length: fc.integer({ min: 2, max: 20 }),
      at: fc.nat(),
      member: fc.constantFrom(
        'writeId' as const,
        'action' as const,
        'directDepositId' as const,
        'subject' as const,
        'requestId' as const,
        'before' as const,
        'after' as const,
      ),
      value: fc.string({ unit: 'binary' }),
    });
    fc.assert(
      fc.property(tampering, ({ length, at, member, value }) => {
        const chain = chainOf(length);
        const index = at % (length - 1);
        const { row } = chain[index]!;
        fc.pre(row?.audit[member] !== value.toLowerCase() && row?.audit[member] !== value);
        chain[index] = changed(chain[index]!, { [member]: value });
        expect(follow(chain).found).toEqual([['changed', index + 1]]);
      }),
    );
  });

  test('with any receipts gone and their rows left has them named, and with both gone the gap', () => {
    const gap = fc.record({ length: fc.integer({ min: 3, max: 20 }), at: fc.nat(), size: fc.nat() });
    fc.assert(
      fc.property(gap, (chosen) => {
        const { length } = chosen;
        const chain = chainOf(length);
        const from = chosen.at % (length - 1);
        const size = 1 + (chosen.size % (length - 1 - from));
        const gone = chain.splice(from, size);
        const rows = gone.flatMap(({ row }) => row ?? []);
        expect(follow(chain, rows).found).toEqual(
          gone.map(({ receipt }) => ['receipt-missing', receipt.sequence]),
        );
        expect(follow(chain).findings).toMatchObject([
          { kind: 'missing', sequence: from + 1, throughSequence: from + size },
        ]);
      }),
    );
  });

  test('that a genuine write went on from a made-up receipt is broken at the made-up one', () => {
    const chain = chainOf(3);
    const madeUp = { receipt: { sequence: 4, hash: 'ab'.repeat(32) }, row: rowAt(4), writeId: 'w' };
    expect(follow([...chain, madeUp]).found).toEqual([['forged', 4]]);
    expect(follow([...chain, madeUp, receiptOf(madeUp.receipt, rowAt(5))]).found).toEqual([['changed', 4]]);
  });

  test('tells rows from before it began from those after', () => {
    const chain = chainOf(6).slice(0);
    const early = [rowAt(-2), rowAt(-1)];
    expect(follow(chain, [...early, rowAt(9)])).toMatchObject({
      olderRows: 2,
      found: [['without-receipt', null]],
    });
    expect(follow(chain, [rowAt(-1, { action: 'reveal' })]).found).toEqual([['row-forged', null]]);
  });

  test('keeps few of many rows without receipt, and loses none of them', () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => rowAt(index - 5_000));
    expect(follow(chainOf(1), rows)).toMatchObject({ olderRows: 5_000, found: [] });
  });

  test('does not believe saved receipts that contradict each other', () => {
    const chain = chainOf(3);
    const hash = chain[1]?.receipt.hash ?? '';
    expect(follow(chain, [], new Map([[2, new Set([hash])]])).found).toEqual([]);
    expect(follow(chain, [], new Map([[2, new Set([hash, '0'.repeat(64)])]])).found).toEqual([
      ['not-as-saved', 2],
    ]);
  });
});

test.each([
  ['JKJaXmPLvHcESHA=', 'JKJaXmPLvHcESHA='],
  ['ключ ', '?????'],
  ['z'.repeat(500), 'z'.repeat(128)],
  ['', ''],
])('a request’s id %s is stored as %s', (requestId, stored) => {
  expect(toStoredRequestId(requestId)).toBe(stored);
});

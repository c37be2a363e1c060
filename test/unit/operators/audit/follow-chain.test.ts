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

type Kept = { readonly saved?: readonly Receipt[]; readonly checkpointed?: Receipt };

/** Rows without receipts are candidates for the gap before the receipts whose rows were written after them. */
const follow = (
  chain: readonly FoundReceipt[],
  loose: readonly FoundRow[] = [],
  { saved = [], checkpointed }: Kept = {},
) => {
  const findings: Finding[] = [];
  const follower = createChainFollower({
    ...{ tenantId, keyset, employeeId: 'e-1', checkpointed },
    isSaved: ({ sequence, hash }) => saved.some((each) => each.sequence === sequence && each.hash === hash),
    onFinding: (finding) => findings.push(finding),
  });
  const bridged = chain.flatMap((found) => {
    const before = loose.filter(({ position }) => position < (found.row?.position ?? -1n));
    const gap = follower.gapBefore(found);
    return follower.meet(found, gap === 0 ? [] : before.slice(-gap));
  });
  const tally = follower.end();
  return { ...tally, bridged, found: findings.map(({ kind, sequence }) => [kind, sequence]), findings };
};

const changed = (found: FoundReceipt, more: Partial<FoundRow['audit']>): FoundReceipt =>
  found.row === undefined
    ? found
    : { ...found, row: { ...found.row, audit: { ...found.row.audit, ...more } } };

describe('a chain of receipts', () => {
  test('of any length is whole as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), (length) => {
        expect(follow(chainOf(length))).toMatchObject({ found: [] });
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
        expect(follow(chain, rows).bridged).toEqual(rows);
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

  test('is judged by what was kept of it, outside or in a checkpoint', () => {
    const chain = chainOf(3);
    const tampered = [...chain.slice(0, 2), changed(chain[2]!, { after: null })];
    const last = chain[2]!.receipt;
    expect(follow(tampered).found).toEqual([['forged', 3]]);
    expect(follow(tampered, [], { saved: [last] }).found).toEqual([['changed', 3]]);
    expect(follow(tampered, [], { checkpointed: last }).found).toEqual([['changed', 3]]);
    expect(follow(chain.slice(0, 2), [], { checkpointed: last }).found).toEqual([
      ['cut-since-checkpoint', 3],
    ]);
    const other = { sequence: 2, hash: 'ab'.repeat(32) };
    expect(follow(chain, [], { checkpointed: other }).found).toEqual([['not-as-checkpointed', 2]]);
  });

  test('says since when no checkpoint has seen it', () => {
    const chain = chainOf(3);
    const at = (index: number) => chain[index]?.row?.occurredAt;
    expect(follow(chain).uncheckedSince).toEqual(at(0));
    expect(follow(chain, [], { checkpointed: chain[1]!.receipt }).uncheckedSince).toEqual(at(2));
    expect(follow(chain, [], { checkpointed: chain[2]!.receipt }).uncheckedSince).toBeUndefined();
    // A receipt that does not follow says nothing of when it was written.
    expect(follow([changed(chain[0]!, { after: null })]).uncheckedSince).toBeUndefined();
  });

  test('of the tenant does not pass for one of an employee', () => {
    const row = rowAt(1);
    const receipt = receiptAfter(keyset, noReceipt, { tenantId, ...row }, 'tenant');
    expect(follow([{ receipt, writeId: row.audit.writeId, row }]).found).toEqual([['forged', 1]]);
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

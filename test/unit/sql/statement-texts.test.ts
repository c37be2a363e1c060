// T20 What a caller says is a parameter's value and never part of a statement: whatever the values are, the texts are the same.

import fc from 'fast-check';
import { affectedPart, listEmployeesPart, statusRowsParts } from '#shared/direct-deposits/sql/tenant-parts';
import { employeeLocksPart, writeLocksPart } from '#shared/direct-deposits/sql/lock-parts';
import { candidatesRequest, leaseRequest, settleRequest } from '#shared/payroll/sql/outbox-statements';
import type { Part } from '#shared/sql/composed-request';
import type { EmployeeId } from '#shared/domain/employee-id';

const hostile = fc.oneof(
  fc.constantFrom(
    "x' OR 1=1 --",
    "'; DROP TABLE [dbo].[DirectDeposit]; --",
    "\"]; WAITFOR DELAY '0:0:9'; --",
    "%' ESCAPE '!' OR 1=1 OR [Name] LIKE '%",
    '@status',
    '!_',
    '\u02bc OR 1=1',
    '0x27204f5220313d31',
  ),
  fc.string(),
);

/** By name, the texts of a request for one value. */
const textsFor = (value: string): Readonly<Record<string, string>> => {
  const id = value as EmployeeId;
  const now = new Date(0);
  const lease = { token: value, now, until: now };
  const locks = {
    employeeId: value,
    keyDigest: Buffer.from(value),
    accountFingerprints: [value],
    enteredBy: value,
  };
  const joined = (...parts: readonly Part[]): string => parts.map(({ text }) => text).join('\n');
  return {
    search: joined(listEmployeesPart({ search: value, after: value, limit: 10 })),
    'search without words': joined(listEmployeesPart({ search: undefined, after: value, limit: 10 })),
    affected: joined(affectedPart({ status: value, after: value, limit: 10 } as never)),
    'rows of a status': joined(...statusRowsParts(value as never, value, value)),
    'locks of a write': joined(writeLocksPart(locks)),
    'locks of employees': joined(employeeLocksPart([value])),
    candidates: candidatesRequest(now, 5).statement.text,
    lease: leaseRequest(lease, [value], 5).statement.text,
    settle: settleRequest(value, now, [
      { employeeId: id, sentThrough: 1, next: { kind: 'retry', at: now, attempts: 1, code: value } },
    ]).statement.text,
  };
};

test('T20 the texts of the statements do not depend on any value', () => {
  const constant = textsFor('e-1001');
  fc.assert(
    fc.property(hostile, (value) => {
      expect(textsFor(value)).toEqual(constant);
    }),
    { numRuns: 300 },
  );
});

// All that a write changes, as parts of one request. Rows on the move take their new place with a minus sign, and a row whose
// account becomes another one loses its digest first, so that no statement meets a priority or an account that is still taken.

import type { AuditedWrite, Receipt } from '../audit.ts';
import type { BankRecord } from '../bank-answers.ts';
import type { UnversionedDirectDeposit } from '../../domain/direct-deposit.ts';
import type { IsoDate } from '../../domain/iso-date.ts';
import {
  isChange,
  type RowChange,
  type SealedAccount,
  type UpcomingWrite,
  type UpcomingWrites,
} from '../direct-deposit-store.ts';
import type { RecordedAnswer } from '../idempotency.ts';
import { namedPart, numberedPart, type Bound, type Part } from '../../sql/composed-request.ts';
import { allocationColumns } from './allocation-columns.ts';
import { bankParts } from './bank-parts.ts';
import { nilId, toDateValue } from './direct-deposit-row.ts';
import { outboxPart } from './outbox-part.ts';
import {
  bigInt,
  binary,
  char,
  date,
  dateTime2,
  int,
  nVarChar,
  nVarCharMax,
  smallInt,
  uniqueIdentifier,
  varBinary,
  varChar,
} from '../../sql/statement.ts';

const versionBytes = (version: string): Buffer => Buffer.from(version, 'hex');

/** What a row's digest is while its account changes: its id, which no other row has, and zeros, which no digest ends in. */
const placeholderOf = (id: string): Buffer =>
  Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), Buffer.alloc(16)]);

const common = (employeeId: string, now: Date): Part => ({
  text: '',
  parameters: { employeeId: varChar(64), now: dateTime2 },
  values: { employeeId, now },
});

const removal = (index: number, { id, version }: { id: string; version: string }): Part =>
  numberedPart(
    index,
    { id: [uniqueIdentifier, id], version: [binary(8), versionBytes(version)] },
    (at) => `DELETE FROM [dbo].[DirectDeposit]
OUTPUT deleted.[DirectDepositId] AS [id]
WHERE [DirectDepositId] = ${at('id')} AND [EmployeeId] = @employeeId AND [RowVersion] = ${at('version')};`,
    'removed',
  );

const lift = (
  index: number,
  { row, version, kind }: Extract<RowChange, { kind: 'update' | 'move' }>,
): Part => {
  const isUpdate = kind === 'update';
  return numberedPart(
    index,
    {
      id: [uniqueIdentifier, row.id],
      version: [binary(8), versionBytes(version)],
      priority: [smallInt, row.priority],
      updatedAt: [dateTime2, row.updatedAt],
      ...(isUpdate ? { placeholder: [binary(32), placeholderOf(row.id)] as const } : {}),
    },
    (at) => `UPDATE [dbo].[DirectDeposit]
SET [Priority] = -${at('priority')}, [UpdatedAt] = ${at('updatedAt')}${isUpdate ? `, [AccountFingerprint] = ${at('placeholder')}` : ''}
WHERE [DirectDepositId] = ${at('id')} AND [EmployeeId] = @employeeId AND [RowVersion] = ${at('version')};`,
  );
};

const toDate = (day: IsoDate | null | undefined): Date | null =>
  day === null || day === undefined ? null : toDateValue(day);

const memberValues = (row: UnversionedDirectDeposit, account: SealedAccount | undefined): Bound => {
  const allocation = allocationColumns(row.allocation);
  return {
    nickname: [nVarChar(200), row.nickname],
    accountType: [varChar(8), row.accountType],
    routingNumber: [char(9), row.routingNumber],
    sealed: [varBinary(128), account?.sealed ?? null],
    keyVersion: [int, account?.keyVersion ?? null],
    mask: [varChar(8), row.accountNumberMask],
    fingerprint: [binary(32), Buffer.from(row.accountFingerprint, 'hex')],
    allocationKind: [varChar(10), allocation.allocationKind],
    amountCents: [int, allocation.amountCents],
    basisPoints: [smallInt, allocation.basisPoints],
    percentageBasis: [varChar(9), allocation.percentageBasis],
    status: [varChar(16), row.status],
    statusReason: [varChar(32), row.statusReason],
    requestedBy: [nVarChar(256), row.requestedBy],
    effectiveOn: [date, toDate(row.effectiveOn)],
    prenoteId: [uniqueIdentifier, row.prenote?.id ?? null],
    prenoteState: [varChar(9), row.prenote?.state ?? null],
    prenoteSettlesOn: [date, toDate(row.prenote?.settlesOn)],
    prenoteEndsOn: [date, toDate(row.prenote?.endsOn)],
    prenoteTrace: [varChar(15), row.prenote?.traceNumber ?? null],
  };
};

/** Of a row that was lifted; a null sealed account number and key version leave the stored ones as they are. */
const members = (index: number, { row, account }: Extract<RowChange, { kind: 'update' }>): Part =>
  numberedPart(
    index,
    {
      id: [uniqueIdentifier, row.id],
      ...memberValues(row, account),
      paidMeanwhile: [varChar(5), row.paidMeanwhile],
    },
    (at) => `UPDATE [dbo].[DirectDeposit]
SET
  [Nickname] = ${at('nickname')},
  [AccountType] = ${at('accountType')},
  [RoutingNumber] = ${at('routingNumber')},
  [SealedAccountNumber] = COALESCE(${at('sealed')}, [SealedAccountNumber]),
  [KeyVersion] = COALESCE(${at('keyVersion')}, [KeyVersion]),
  [AccountNumberMask] = ${at('mask')},
  [AccountFingerprint] = ${at('fingerprint')},
  [AllocationKind] = ${at('allocationKind')},
  [AmountCents] = ${at('amountCents')},
  [BasisPoints] = ${at('basisPoints')},
  [PercentageBasis] = ${at('percentageBasis')},
  [Status] = ${at('status')},
  [StatusReason] = ${at('statusReason')},
  [RequestedBy] = ${at('requestedBy')},
  [EffectiveOn] = ${at('effectiveOn')},
  [PrenoteId] = ${at('prenoteId')},
  [PrenoteState] = ${at('prenoteState')},
  [PrenoteSettlesOn] = ${at('prenoteSettlesOn')},
  [PrenoteEndsOn] = ${at('prenoteEndsOn')},
  [PrenoteTrace] = ${at('prenoteTrace')},
  [PaidMeanwhile] = ${at('paidMeanwhile')}
WHERE [DirectDepositId] = ${at('id')} AND [EmployeeId] = @employeeId AND [Priority] < 0;`,
  );

const insertion = (index: number, { row, account }: Extract<RowChange, { kind: 'create' }>): Part =>
  numberedPart(
    index,
    {
      id: [uniqueIdentifier, row.id],
      priority: [smallInt, row.priority],
      ...memberValues(row, account),
      paidMeanwhile: [varChar(5), row.paidMeanwhile],
    },
    (at) => `INSERT INTO [dbo].[DirectDeposit] (
  [DirectDepositId], [EmployeeId], [Priority], [Nickname], [AccountType], [RoutingNumber], [SealedAccountNumber],
  [KeyVersion], [AccountNumberMask], [AccountFingerprint], [AllocationKind], [AmountCents], [BasisPoints],
  [PercentageBasis], [Status], [StatusReason], [RequestedBy], [EffectiveOn], [PrenoteId], [PrenoteState], [PrenoteSettlesOn],
  [PrenoteEndsOn], [PrenoteTrace], [PaidMeanwhile], [CreatedAt], [UpdatedAt]
)
VALUES (
  ${at('id')}, @employeeId, -${at('priority')}, ${at('nickname')}, ${at('accountType')}, ${at('routingNumber')}, ${at('sealed')},
  ${at('keyVersion')}, ${at('mask')}, ${at('fingerprint')}, ${at('allocationKind')}, ${at('amountCents')}, ${at('basisPoints')},
  ${at('percentageBasis')}, ${at('status')}, ${at('statusReason')}, ${at('requestedBy')}, ${at('effectiveOn')}, ${at('prenoteId')}, ${at('prenoteState')}, ${at('prenoteSettlesOn')},
  ${at('prenoteEndsOn')}, ${at('prenoteTrace')}, ${at('paidMeanwhile')}, @now, @now
);`,
  );

/** Answers the version of every row that was written. */
const settle: Part = {
  rows: 'written',
  text: `UPDATE [dbo].[DirectDeposit] SET [Priority] = -[Priority]
OUTPUT inserted.[DirectDepositId] AS [id], inserted.[RowVersion] AS [rowVersion]
WHERE [EmployeeId] = @employeeId AND [Priority] < 0;`,
  parameters: {},
  values: {},
};

const changeParts = (changes: readonly RowChange[]): readonly Part[] => {
  const numbered = changes.map((change, index) => ({ change, index }));
  if (numbered.length === 0) return [];
  return [
    ...numbered.flatMap(({ change, index }) => (change.kind === 'remove' ? [removal(index, change)] : [])),
    ...numbered.flatMap(({ change, index }) =>
      change.kind === 'update' || change.kind === 'move' ? [lift(index, change)] : [],
    ),
    ...numbered.flatMap(({ change, index }) => (change.kind === 'update' ? [members(index, change)] : [])),
    ...numbered.flatMap(({ change, index }) => (change.kind === 'create' ? [insertion(index, change)] : [])),
    settle,
  ];
};

const dropUpcoming = (index: number, id: string): Part =>
  numberedPart(
    index,
    { dropped: [uniqueIdentifier, id] },
    (at) => `DELETE FROM [dbo].[UpcomingDirectDeposit]
WHERE [DirectDepositId] = ${at('dropped')} AND [EmployeeId] = @employeeId;`,
  );

const putUpcoming = (index: number, write: UpcomingWrite): Part => {
  const common = {
    upcomingId: [uniqueIdentifier, write.id],
    upcomingOn: [date, toDateValue(write.effectiveOn)],
  } as const;
  if (write.kind === 'remove') {
    return numberedPart(
      index,
      { ...common, requestedBy: [nVarChar(256), write.requestedBy] },
      (at) => `INSERT INTO [dbo].[UpcomingDirectDeposit]
  ([DirectDepositId], [EmployeeId], [Change], [EffectiveOn], [RequestedBy], [CreatedAt], [UpdatedAt])
OUTPUT inserted.[DirectDepositId] AS [id], inserted.[RowVersion] AS [rowVersion]
VALUES (${at('upcomingId')}, @employeeId, 'remove', ${at('upcomingOn')}, ${at('requestedBy')}, @now, @now);`,
      'upcomingPut',
    );
  }
  const { row, account } = write;
  return numberedPart(
    index,
    {
      ...common,
      change: [varChar(6), write.kind],
      upcomingPriority: [smallInt, row.priority],
      ...memberValues(row, account),
      createdAt: [dateTime2, row.createdAt],
    },
    (at) => `INSERT INTO [dbo].[UpcomingDirectDeposit] (
  [DirectDepositId], [EmployeeId], [Change], [EffectiveOn], [Priority], [Nickname], [AccountType], [RoutingNumber],
  [SealedAccountNumber], [KeyVersion], [AccountNumberMask], [AccountFingerprint], [AllocationKind], [AmountCents],
  [BasisPoints], [PercentageBasis], [Status], [StatusReason], [RequestedBy], [PrenoteId], [PrenoteState], [PrenoteSettlesOn],
  [PrenoteEndsOn], [PrenoteTrace], [CreatedAt], [UpdatedAt]
)
OUTPUT inserted.[DirectDepositId] AS [id], inserted.[RowVersion] AS [rowVersion]
VALUES (
  ${at('upcomingId')}, @employeeId, ${at('change')}, ${at('upcomingOn')}, ${at('upcomingPriority')}, ${at('nickname')}, ${at('accountType')},
  ${at('routingNumber')}, ${at('sealed')}, ${at('keyVersion')}, ${at('mask')}, ${at('fingerprint')}, ${at('allocationKind')},
  ${at('amountCents')}, ${at('basisPoints')}, ${at('percentageBasis')}, ${at('status')}, ${at('statusReason')}, ${at('requestedBy')}, ${at('prenoteId')},
  ${at('prenoteState')}, ${at('prenoteSettlesOn')}, ${at('prenoteEndsOn')}, ${at('prenoteTrace')}, ${at('createdAt')}, @now
);`,
    'upcomingPut',
  );
};

/** Numbered on from the rows' own parts: a request names each parameter once. */
const upcomingParts = ({ dropped, put }: UpcomingWrites, from: number): readonly Part[] => {
  const replaced = [...new Set([...dropped, ...put.map(({ id }) => id)])];
  return [
    ...replaced.map((id, index) => dropUpcoming(from + index, id)),
    ...put.map((write, index) => putUpcoming(from + replaced.length + index, write)),
  ];
};

export const auditValues = (audit: AuditedWrite, receipt: Receipt): Bound => ({
  writeId: [uniqueIdentifier, audit.writeId],
  directDepositId: [uniqueIdentifier, audit.directDepositId ?? nilId],
  action: [varChar(16), audit.action],
  subject: [nVarChar(256), audit.subject],
  requestId: [varChar(128), audit.requestId],
  before: [nVarCharMax, audit.before],
  after: [nVarCharMax, audit.after],
  sequence: [bigInt, receipt.sequence],
  hash: [binary(32), Buffer.from(receipt.hash, 'hex')],
});

/** An audit row and its receipt in the employee's chain; of these values, and of `employeeId` and `now`. */
export const auditText = (at: (name: string) => string): string => `INSERT INTO [dbo].[DirectDepositAudit]
  ([WriteId], [EmployeeId], [DirectDepositId], [Action], [Subject], [RequestId], [Before], [After], [OccurredAt])
VALUES (${['writeId', 'employeeId', 'directDepositId', 'action', 'subject', 'requestId', 'before', 'after', 'now'].map(at).join(', ')});
INSERT INTO [dbo].[EmployeeReceipt] ([EmployeeId], [Sequence], [WriteId], [Hash])
VALUES (${['employeeId', 'sequence', 'writeId', 'hash'].map(at).join(', ')});`;

/** Its parameters have their plain names: other parts refer to them. */
const auditPart = (audit: AuditedWrite, receipt: Receipt): Part =>
  namedPart(auditValues(audit, receipt), auditText);

/** Some of the answers past their time. */
const sweepPart = (keptHours: number): Part => ({
  text: `DELETE FROM [dbo].[IdempotencyRecord] WHERE [KeyDigest] IN (
  SELECT TOP (5) [KeyDigest] FROM [dbo].[IdempotencyRecord]
  WHERE [CreatedAt] <= DATEADD(hour, -@keptHours, @now) ORDER BY [CreatedAt]);`,
  parameters: { keptHours: int },
  values: { keptHours },
});

/** The newest version of the employee's rows, or that of one of them, is what the answer's entity tag is made from. */
const recordPart = (answer: RecordedAnswer): Part => {
  const { versionOf } = answer;
  return {
    text: `DELETE FROM [dbo].[IdempotencyRecord] WHERE [KeyDigest] = @keyDigest;
INSERT INTO [dbo].[IdempotencyRecord]
  ([KeyDigest], [RequestDigest], [StatusCode], [Location], [Body], [Version], [CreatedAt])
SELECT @keyDigest, @requestDigest, @statusCode, @location, @body, (
  SELECT TOP (1) [version] FROM (
    SELECT [RowVersion] AS [version], [EmployeeId], [DirectDepositId] FROM [dbo].[DirectDeposit]
    UNION ALL
    SELECT [RowVersion] AS [version], [EmployeeId], [DirectDepositId] FROM [dbo].[UpcomingDirectDeposit]
  ) AS [all]
  WHERE [EmployeeId] = @employeeId AND (@isOfSet = 1 OR [DirectDepositId] = @versionOf)
  ORDER BY [version] DESC), @now;`,
    parameters: {
      keyDigest: binary(32),
      requestDigest: binary(32),
      statusCode: smallInt,
      location: varChar(512),
      body: nVarCharMax,
      isOfSet: int,
      versionOf: uniqueIdentifier,
    },
    values: {
      keyDigest: answer.keyDigest,
      requestDigest: answer.requestDigest,
      statusCode: answer.statusCode,
      location: answer.location ?? null,
      body: answer.body,
      isOfSet: versionOf === 'set' ? 1 : 0,
      versionOf: versionOf === undefined || versionOf === 'set' ? null : versionOf,
    },
  };
};

export type ActSettings = {
  readonly employeeId: string;
  readonly now: Date;
  readonly changes: readonly RowChange[];
  readonly upcoming: UpcomingWrites;
  readonly audit: AuditedWrite;
  readonly receipt: Receipt;
  readonly answer: RecordedAnswer | undefined;
  readonly keptHours: number;
  readonly bank?: BankRecord | undefined;
};

export const actParts = (settings: ActSettings): readonly Part[] => [
  common(settings.employeeId, settings.now),
  ...changeParts(settings.changes),
  ...upcomingParts(settings.upcoming, settings.changes.length),
  auditPart(settings.audit, settings.receipt),
  ...(settings.bank === undefined ? [] : bankParts(settings.bank)),
  ...(isChange(settings) ? [outboxPart] : []),
  sweepPart(settings.keptHours),
  ...(settings.answer === undefined ? [] : [recordPart(settings.answer)]),
];

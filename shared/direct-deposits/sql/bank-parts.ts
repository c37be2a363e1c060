// What the bank answered, and the entries that it answers: parts of the store's requests, and the rows that they read.

import * as v from 'valibot';
import { isDirectDepositId, type DirectDepositId } from '../../domain/direct-deposit-id.ts';
import { isEmployeeId, type EmployeeId } from '../../domain/employee-id.ts';
import { bankAnswerEffects, isBankCode, openEffects } from '../../domain/payroll/bank-answer.ts';
import { isRoutingNumber, type RoutingNumber } from '../../domain/routing-number.ts';
import { namedPart, numberedPart, plainPart, type Part } from '../../sql/composed-request.ts';
import { bigInt, binary, char, date, int, nVarChar, uniqueIdentifier, varChar } from '../../sql/statement.ts';
import type {
  AnsweredEntry,
  BankEntry,
  BankRecord,
  CorrectedAccount,
  ListedBankAnswer,
  StoredBankAnswer,
} from '../bank-answers.ts';
import { dateColumn, hexOf, toDateValue } from './direct-deposit-row.ts';

const idColumn = v.pipe(v.string(), v.toLowerCase());
const directDepositId = v.pipe(idColumn, v.custom<DirectDepositId>(isDirectDepositId));
const employeeId = v.custom<EmployeeId>(isEmployeeId);

/** Of the employee of the request. */
export const correctedAccountsPart = plainPart(
  `SELECT [AccountId] AS [accountId], [NewAccountId] AS [newAccountId], [DirectDepositId] AS [directDepositId],
  [AccountType] AS [accountType], [RoutingNumber] AS [routingNumber], [AccountFingerprint] AS [accountFingerprint]
FROM [dbo].[CorrectedAccount] WHERE [EmployeeId] = @employeeId;`,
  'correctedAccounts',
);

const correctedSchema = v.object({
  accountId: v.string(),
  newAccountId: v.string(),
  directDepositId,
  accountType: v.picklist(['checking', 'savings']),
  routingNumber: v.custom<RoutingNumber>(isRoutingNumber),
  accountFingerprint: hexOf(32),
});

export const toCorrectedAccount = (row: unknown): CorrectedAccount => v.parse(correctedSchema, row);

const answerColumns = `[BankAnswerId] AS [id], [Position] AS [position], [EmployeeId] AS [employeeId],
  [DirectDepositId] AS [directDepositId], [AccountId] AS [accountId], [TraceNumber] AS [traceNumber], [Code] AS [code],
  [Effect] AS [effect], [SuiteAnswerId] AS [suiteAnswerId], [ReceivedAt] AS [receivedAt], [DismissedAt] AS [dismissedAt],
  [DismissedBy] AS [dismissedBy]`;

/** Of the employee of the request. */
export const bankAnswersPart = plainPart(
  `SELECT ${answerColumns} FROM [dbo].[BankAnswer] WHERE [EmployeeId] = @employeeId;`,
  'bankAnswers',
);

const answerSchema = v.object({
  id: idColumn,
  position: v.pipe(
    v.string(),
    v.transform((text) => BigInt(text)),
  ),
  employeeId,
  directDepositId,
  accountId: v.string(),
  traceNumber: v.string(),
  code: v.custom<string>(isBankCode),
  effect: v.picklist(bankAnswerEffects),
  suiteAnswerId: v.nullable(v.string()),
  receivedAt: v.date(),
  dismissedAt: v.nullable(v.date()),
  dismissedBy: v.nullable(v.string()),
});

export const toBankAnswer = (row: unknown): ListedBankAnswer => v.parse(answerSchema, row);

/** One that was awaited becomes what it is; takes @employeeId and @now from other parts. */
const putAnswer = (answer: StoredBankAnswer): Part =>
  numberedPart(
    0,
    {
      bankAnswerId: [uniqueIdentifier, answer.id],
      answeredId: [uniqueIdentifier, answer.directDepositId],
      accountId: [char(32), answer.accountId],
      traceNumber: [char(15), answer.traceNumber],
      code: [varChar(3), answer.code],
      effect: [varChar(10), answer.effect],
      suiteAnswerId: [varChar(64), answer.suiteAnswerId],
    },
    (
      at,
    ) => `UPDATE [dbo].[BankAnswer] SET [Effect] = ${at('effect')} WHERE [BankAnswerId] = ${at('bankAnswerId')};
INSERT INTO [dbo].[BankAnswer]
  ([BankAnswerId], [EmployeeId], [DirectDepositId], [AccountId], [TraceNumber], [Code], [Effect], [SuiteAnswerId], [ReceivedAt])
SELECT ${at('bankAnswerId')}, @employeeId, ${at('answeredId')}, ${at('accountId')}, ${at('traceNumber')}, ${at('code')},
  ${at('effect')}, ${at('suiteAnswerId')}, @now
WHERE NOT EXISTS (SELECT [BankAnswerId] FROM [dbo].[BankAnswer] WHERE [BankAnswerId] = ${at('bankAnswerId')});`,
  );

const putCorrected = (index: number, corrected: CorrectedAccount): Part =>
  numberedPart(
    index,
    {
      oldAccount: [char(32), corrected.accountId],
      newAccount: [char(32), corrected.newAccountId],
      correctedId: [uniqueIdentifier, corrected.directDepositId],
      oldType: [varChar(8), corrected.accountType],
      oldRouting: [char(9), corrected.routingNumber],
      oldFingerprint: [binary(32), Buffer.from(corrected.accountFingerprint, 'hex')],
    },
    (
      at,
    ) => `INSERT INTO [dbo].[CorrectedAccount] ([EmployeeId], [AccountId], [NewAccountId], [DirectDepositId], [AccountType],
  [RoutingNumber], [AccountFingerprint], [CorrectedAt])
SELECT @employeeId, ${at('oldAccount')}, ${at('newAccount')}, ${at('correctedId')}, ${at('oldType')}, ${at('oldRouting')},
  ${at('oldFingerprint')}, @now
WHERE NOT EXISTS (
  SELECT [AccountId] FROM [dbo].[CorrectedAccount] WHERE [EmployeeId] = @employeeId AND [AccountId] = ${at('oldAccount')});`,
  );

export const bankParts = ({ answer, corrected }: BankRecord): readonly Part[] => [
  putAnswer(answer),
  ...[...new Map(corrected.map((one) => [one.accountId, one])).values()].map((one, index) =>
    putCorrected(index, one),
  ),
];

/** An employee who is not known has no entries. */
export const putEntryPart = (index: number, entry: BankEntry): Part =>
  numberedPart(
    index,
    {
      traceNumber: [char(15), entry.traceNumber],
      settlementDate: [date, toDateValue(entry.settlementDate)],
      employeeId: [varChar(64), entry.employeeId],
      directDepositId: [uniqueIdentifier, entry.directDepositId],
      accountId: [char(32), entry.accountId],
    },
    (
      at,
    ) => `INSERT INTO [dbo].[BankEntry] ([TraceNumber], [SettlementDate], [EmployeeId], [DirectDepositId], [AccountId])
SELECT ${at('traceNumber')}, ${at('settlementDate')}, [EmployeeId], ${at('directDepositId')}, ${at('accountId')}
FROM [dbo].[Employee] WHERE [EmployeeId] = ${at('employeeId')} AND NOT EXISTS (
  SELECT [TraceNumber] FROM [dbo].[BankEntry]
  WHERE [TraceNumber] = ${at('traceNumber')} AND [SettlementDate] = ${at('settlementDate')});`,
  );

export const findEntryPart = (traceNumber: string): Part => ({
  rows: 'entries',
  text: `SELECT TOP (1) [TraceNumber] AS [traceNumber], [SettlementDate] AS [settlementDate], [EmployeeId] AS [employeeId],
  [DirectDepositId] AS [directDepositId], [AccountId] AS [accountId]
FROM [dbo].[BankEntry] WHERE [TraceNumber] = @traceNumber ORDER BY [SettlementDate] DESC;`,
  parameters: { traceNumber: char(15) },
  values: { traceNumber },
});

const entrySchema = v.object({
  traceNumber: v.string(),
  settlementDate: dateColumn,
  employeeId,
  directDepositId,
  accountId: v.string(),
});

export const toBankEntry = (row: unknown): BankEntry => v.parse(entrySchema, row);

/** Of the employee of the request. */
export const awaitPart = (id: string, answer: AnsweredEntry, suiteAnswerId: string): Part =>
  namedPart(
    {
      bankAnswerId: [uniqueIdentifier, id],
      directDepositId: [uniqueIdentifier, answer.directDepositId],
      accountId: [char(32), answer.accountId],
      traceNumber: [char(15), answer.traceNumber],
      code: [varChar(3), answer.code],
      suiteAnswerId: [varChar(64), suiteAnswerId],
    },
    (at) => `INSERT INTO [dbo].[BankAnswer]
  ([BankAnswerId], [EmployeeId], [DirectDepositId], [AccountId], [TraceNumber], [Code], [Effect], [SuiteAnswerId], [ReceivedAt])
OUTPUT inserted.[BankAnswerId] AS [id]
SELECT ${at('bankAnswerId')}, [EmployeeId], ${at('directDepositId')}, ${at('accountId')}, ${at('traceNumber')}, ${at('code')}, 'awaited',
  ${at('suiteAnswerId')}, CAST(SYSUTCDATETIME() AS datetime2(3))
FROM [dbo].[Employee] WHERE [EmployeeId] = @employeeId
  AND NOT EXISTS (SELECT [BankAnswerId] FROM [dbo].[BankAnswer] WHERE [BankAnswerId] = ${at('bankAnswerId')});`,
    'awaited',
  );

export const awaitedPart = (most: number): Part => ({
  rows: 'bankAnswers',
  text: `SELECT TOP (@most) ${answerColumns} FROM [dbo].[BankAnswer] WHERE [Effect] = 'awaited' ORDER BY [Position];`,
  parameters: { most: int },
  values: { most },
});

const openList = openEffects.map((effect) => `'${effect}'`).join(', ');

export const listAnswersPart = (before: bigint, limit: number, isOpen: boolean): Part => ({
  rows: 'bankAnswers',
  text: `SELECT TOP (@limit) ${answerColumns} FROM [dbo].[BankAnswer]
WHERE [Position] < @before${isOpen ? ` AND [DismissedAt] IS NULL AND [Effect] IN (${openList})` : ''}
ORDER BY [Position] DESC;`,
  parameters: { before: bigInt, limit: int },
  values: { before: String(before), limit },
});

export const dismissPart = (id: string, subject: string): Part => ({
  rows: 'bankAnswers',
  text: `UPDATE [dbo].[BankAnswer] SET [DismissedAt] = CAST(SYSUTCDATETIME() AS datetime2(3)), [DismissedBy] = @subject
WHERE [BankAnswerId] = @id AND [DismissedAt] IS NULL;
SELECT ${answerColumns} FROM [dbo].[BankAnswer] WHERE [BankAnswerId] = @id;`,
  parameters: { id: uniqueIdentifier, subject: nVarChar(256) },
  values: { id, subject },
});

// Checkpoints over the chains of receipts, as parts of requests. The application's login may read and add them, and nothing else.

import * as v from 'valibot';
import { composeRequest, plainPart, type ComposedRequest, type Part } from '../../sql/composed-request.ts';
import { bigInt, binary, dateTime2, int, nVarCharMax } from '../../sql/statement.ts';
import type { GrownChains, LastCheckpoint } from '../direct-deposit-store.ts';
import type { ChainHead, Checkpoint } from '../receipt-checkpoint.ts';
import { hexOf } from './direct-deposit-row.ts';
import { clockPart, markerPart } from './gather-parts.ts';
import { bigIntColumn, sequenceColumn } from './gathered-rows.ts';
import { readClock, type Rows } from './stored-rows.ts';

export const checkpointColumns =
  '[Number] AS [number], [TakenAt] AS [takenAt], [Through] AS [through], [Heads] AS [heads], [Hash] AS [hash]';

const checkpointSchema = v.object({
  number: sequenceColumn,
  takenAt: v.date(),
  through: bigIntColumn,
  heads: v.string(),
  hash: hexOf(32),
});

export const toCheckpoint = (row: unknown): Checkpoint => v.parse(checkpointSchema, row);

export const lastCheckpointRequest = (): ComposedRequest =>
  composeRequest('receipt-checkpoint.last', [
    markerPart,
    clockPart,
    plainPart(
      `SELECT TOP (1) ${checkpointColumns} FROM [dbo].[ReceiptCheckpoint] ORDER BY [Number] DESC;`,
      'checkpoints',
    ),
  ]);

export const toLastCheckpoint = (rows: Rows): LastCheckpoint => {
  const [row] = rows('checkpoints');
  return { now: readClock(rows), checkpoint: row === undefined ? undefined : toCheckpoint(row) };
};

/** The longest that a write's transaction can be under way, many times over: what is older is committed or gone. */
const settledMinutes = 5;

const isAfter = (table: string): string => `EXISTS (
    SELECT 1 FROM [dbo].[DirectDepositAudit]
    WHERE [DirectDepositAudit].[WriteId] = [${table}].[WriteId] AND [DirectDepositAudit].[DirectDepositAuditId] > @after)`;

const grownPart = plainPart(
  `SELECT [EmployeeReceipt].[EmployeeId] AS [employeeId], [EmployeeReceipt].[Sequence] AS [sequence], [EmployeeReceipt].[Hash] AS [hash]
FROM [dbo].[EmployeeReceipt] INNER JOIN (
  SELECT [EmployeeId], MAX([Sequence]) AS [Sequence] FROM [dbo].[EmployeeReceipt]
  WHERE ${isAfter('EmployeeReceipt')}
  GROUP BY [EmployeeId]
) AS [last] ON [last].[EmployeeId] = [EmployeeReceipt].[EmployeeId] AND [last].[Sequence] = [EmployeeReceipt].[Sequence];`,
  'heads',
);

const grownTenantPart = plainPart(
  `SELECT TOP (1) [Sequence] AS [sequence], [Hash] AS [hash] FROM [dbo].[DirectDepositReceipt]
WHERE ${isAfter('DirectDepositReceipt')}
ORDER BY [Sequence] DESC;`,
  'tenantHeads',
);

const throughPart = (after: bigint): Part => ({
  rows: 'through',
  text: `SELECT MAX([DirectDepositAuditId]) AS [through] FROM [dbo].[DirectDepositAudit]
WHERE [DirectDepositAuditId] > @after AND [OccurredAt] <= DATEADD(minute, -@settledMinutes, SYSUTCDATETIME());`,
  parameters: { after: bigInt, settledMinutes: int },
  values: { after: String(after), settledMinutes },
});

/** Where nothing can be added any more is read first: what is committed after it is read anew by the next checkpoint. */
export const grownChainsRequest = (after: bigint): ComposedRequest =>
  composeRequest('receipt-checkpoint.grown', [markerPart, throughPart(after), grownTenantPart, grownPart]);

const headSchema = v.object({
  employeeId: v.optional(v.string()),
  sequence: sequenceColumn,
  hash: hexOf(32),
});
const throughSchema = v.object({ through: v.nullable(bigIntColumn) });

const toHead = (row: unknown): ChainHead => {
  const { employeeId = null, ...receipt } = v.parse(headSchema, row);
  return { employeeId, receipt };
};

export const toGrownChains = (rows: Rows, after: bigint): GrownChains => ({
  heads: [...rows('tenantHeads'), ...rows('heads')].map(toHead),
  through: v.parse(throughSchema, rows('through')[0]).through ?? after,
});

export const putCheckpointRequest = ({
  number,
  takenAt,
  through,
  heads,
  hash,
}: Checkpoint): ComposedRequest =>
  composeRequest('receipt-checkpoint.put', [
    markerPart,
    {
      text: `INSERT INTO [dbo].[ReceiptCheckpoint] ([Number], [TakenAt], [Through], [Heads], [Hash])
SELECT @number, @takenAt, @through, @heads, @hash
WHERE NOT EXISTS (SELECT 1 FROM [dbo].[ReceiptCheckpoint] WHERE [Number] = @number);`,
      parameters: {
        number: bigInt,
        takenAt: dateTime2,
        through: bigInt,
        heads: nVarCharMax,
        hash: binary(32),
      },
      values: { number, takenAt, through: String(through), heads, hash: Buffer.from(hash, 'hex') },
    },
  ]);

// Ways to put an employee's chain of receipts wrong, with every right in the database.

import { randomUUID } from 'node:crypto';
import type { FoundReceipt } from '#operators/audit/read-chain';

export type Tampering = (
  run: (text: string) => Promise<void>,
  rows: readonly FoundReceipt[],
) => Promise<void>;

export const write = (rows: readonly FoundReceipt[], sequence: number): string =>
  rows[sequence - 1]?.writeId ?? 'none';

const ownerOf = (rows: readonly FoundReceipt[]): string => rows[0]?.row?.employeeId ?? 'nobody';

export const setRow =
  (column: string, value: string, sequence: number): Tampering =>
  (run, rows) =>
    run(
      `UPDATE [dbo].[DirectDepositAudit] SET [${column}] = ${value} WHERE [WriteId] = '${write(rows, sequence)}';`,
    );
export const removeRow =
  (sequence: number): Tampering =>
  (run, rows) =>
    run(`DELETE FROM [dbo].[DirectDepositAudit] WHERE [WriteId] = '${write(rows, sequence)}';`);
export const removeReceipt =
  (sequence: number): Tampering =>
  (run, rows) =>
    run(`DELETE FROM [dbo].[EmployeeReceipt] WHERE [WriteId] = '${write(rows, sequence)}';`);
export const all =
  (...tamperings: readonly Tampering[]): Tampering =>
  async (run, rows) => {
    for (const tamper of tamperings) await tamper(run, rows);
  };
export const addRow =
  (writeId: string, action = 'create', id = `'${randomUUID()}'`): Tampering =>
  (run) =>
    run(`INSERT INTO [dbo].[DirectDepositAudit]
  ([WriteId], [EmployeeId], [DirectDepositId], [Action], [Subject], [RequestId], [Before], [After], [OccurredAt])
VALUES ('${writeId}', 'e-forged', ${id}, '${action}', N'nobody', 'r', NULL, N'{}', '2026-01-01T00:00:00.000');`);
export const addReceipt =
  (sequence: number, writeId: string, hash: Buffer): Tampering =>
  (run, rows) =>
    run(`INSERT INTO [dbo].[EmployeeReceipt] ([EmployeeId], [Sequence], [WriteId], [Hash])
VALUES ('${ownerOf(rows)}', ${sequence}, '${writeId}', 0x${hash.toString('hex')});`);
export const setHash =
  (sequence: number, hash: string): Tampering =>
  (run, rows) =>
    run(
      `UPDATE [dbo].[EmployeeReceipt] SET [Hash] = 0x${hash} WHERE [EmployeeId] = '${ownerOf(rows)}' AND [Sequence] = ${sequence};`,
    );

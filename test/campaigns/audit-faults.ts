// What is wrong with a tenant's audit after a campaign: each row has one receipt, an employee's sequence runs from 1 without gaps,
// and each receipt is the one that follows from its row and the employee's receipt before.

import { createInProcessCredentialSource } from '#shared/credentials/in-process-credential-source';
import type { AccountNumberKeyset } from '#shared/crypto/account-number-keyset';
import { noReceipt, receiptAfter, type Receipt } from '#shared/direct-deposits/audit';
import { isEmployeeId } from '#shared/domain/employee-id';
import type { TenantId } from '#shared/domain/tenant-id';
import { toHistoryEntry } from '#shared/direct-deposits/sql/gathered-rows';
import { caller, soon } from '../support/aws-credential-world.ts';
import type { DepositsWorld } from '../support/deposits-world.ts';
import { memberOf } from './json-members.ts';

const auditRows = `SELECT [DirectDepositAudit].[EmployeeId] AS [employeeId],
  [DirectDepositAudit].[DirectDepositAuditId] AS [position], [DirectDepositAudit].[WriteId] AS [writeId],
  [DirectDepositId] AS [directDepositId], [Action] AS [action], [Subject] AS [subject], [RequestId] AS [requestId],
  [Before] AS [before], [After] AS [after], [OccurredAt] AS [occurredAt],
  [EmployeeReceipt].[Sequence] AS [sequence], [EmployeeReceipt].[Hash] AS [hash]
FROM [dbo].[DirectDepositAudit]
LEFT JOIN [dbo].[EmployeeReceipt] ON [EmployeeReceipt].[WriteId] = [DirectDepositAudit].[WriteId]
ORDER BY [DirectDepositAudit].[DirectDepositAuditId] ASC;`;

const receiptCount = 'SELECT COUNT(*) AS [receipts] FROM [dbo].[EmployeeReceipt];';

const keysetOf = async (world: DepositsWorld, tenant: TenantId): Promise<AccountNumberKeyset> => {
  const opened = await createInProcessCredentialSource(world.deps).use(
    tenant,
    ['account-number-key'],
    async (credentials) => credentials['account-number-key'].value.expose(),
    { caller, deadline: soon() },
  );
  if (!opened.ok) throw new Error(`the keys of ${tenant} could not be opened: ${opened.failure.code}`);
  return opened.value;
};

export const auditFaultsOf = async (world: DepositsWorld, tenant: TenantId): Promise<readonly string[]> => {
  const keyset = await keysetOf(world, tenant);
  const rows = await world.query(tenant, auditRows);
  const faults: string[] = [];
  const lastOf = new Map<unknown, Receipt>();
  for (const row of rows) {
    const { receipt, occurredAt, ...audit } = toHistoryEntry(row);
    const employeeId = memberOf(row, 'employeeId');
    const expected = isEmployeeId(employeeId)
      ? receiptAfter(keyset, lastOf.get(employeeId) ?? noReceipt, {
          tenantId: tenant,
          employeeId,
          occurredAt,
          audit,
        })
      : undefined;
    const isNext = receipt?.sequence === expected?.sequence && receipt?.hash === expected?.hash;
    if (receipt === undefined || !isNext) faults.push(`audit row ${audit.position} breaks the chain`);
    if (receipt !== undefined) lastOf.set(employeeId, receipt);
  }
  const receipts = memberOf(await world.query(tenant, receiptCount), 0, 'receipts');
  if (receipts !== rows.length) faults.push(`${rows.length} audit rows have ${String(receipts)} receipts`);
  if (rows.length === 0) faults.push('there is no audit row');
  return faults;
};

// Receipts kept outside the database, as anchors: `<sequence>:<hash>`, in a file one for each line, after the tenant's id where the
// file is of several tenants. What is wrong with a line is said by its number.

import { isTenantId, type TenantId } from '#shared/domain/tenant-id';
import type { Receipt } from '#shared/direct-deposits/audit';
import { fail, succeed, type Result } from '#shared/platform/result';

/** Hashes by sequence; more than one when the saved receipts contradict each other. */
export type SavedReceipts = ReadonlyMap<number, ReadonlySet<string>>;

export type TenantReceipt = { readonly tenantId: TenantId; readonly receipt: Receipt };

export const parseReceipt = (text: string): Receipt | undefined => {
  const [, sequence, hash] = /^([1-9][0-9]{0,14}):([0-9a-f]{64})$/i.exec(text) ?? [];
  return sequence === undefined || hash === undefined
    ? undefined
    : { sequence: Number(sequence), hash: hash.toLowerCase() };
};

const parseLine = (line: string, tenant: TenantId | undefined): TenantReceipt | undefined => {
  const parts = line.split(/\s+/);
  const receipt = parseReceipt(parts.at(-1) ?? '');
  const tenantId = parts.length === 1 ? tenant : parts[0];
  return parts.length > 2 || receipt === undefined || !isTenantId(tenantId)
    ? undefined
    : { tenantId, receipt };
};

/** @param tenant whose the lines without a tenant are; the failure is the number of the first line that is none */
export const parseReceiptFile = (
  text: string,
  tenant: TenantId | undefined,
): Result<readonly TenantReceipt[], number> => {
  const receipts: TenantReceipt[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const content = line.trim();
    if (content === '' || content.startsWith('#')) continue;
    const parsed = parseLine(content, tenant);
    if (parsed === undefined) return fail(index + 1);
    receipts.push(parsed);
  }
  return succeed(receipts);
};

export const receiptsOf = (tenantId: TenantId, all: readonly TenantReceipt[]): SavedReceipts => {
  const own = all.filter((each) => each.tenantId === tenantId).map(({ receipt }) => receipt);
  const bySequence = Map.groupBy(own, ({ sequence }) => sequence);
  return new Map(
    [...bySequence].map(([sequence, receipts]) => [sequence, new Set(receipts.map(({ hash }) => hash))]),
  );
};

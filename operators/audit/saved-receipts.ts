// Receipts kept outside the database, as anchors: `<sequence>:<hash>`, in a file one for each line, after the tenant's id where the
// file is of several tenants. What is wrong with a line is said by its number.

import { isTenantId, type TenantId } from '#shared/domain/tenant-id';
import type { Receipt } from '#shared/direct-deposits/audit';
import { fail, succeed, type Result } from '#shared/platform/result';
import { findingOf, type Finding } from './findings.ts';

/** Of any chain of the tenant, and of its checkpoints. */
export type SavedReceipts = readonly Receipt[];

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

export const receiptsOf = (tenantId: TenantId, all: readonly TenantReceipt[]): SavedReceipts =>
  all.filter((each) => each.tenantId === tenantId).map(({ receipt }) => receipt);

const keyOf = ({ sequence, hash }: Receipt): string => `${sequence}:${hash}`;

/** Which of the saved receipts were met: those of every chain that was read are to be shown to it. */
export const createSavedBook = (saved: SavedReceipts) => {
  const all = new Set(saved.map(keyOf));
  const unmet = new Map(saved.map((receipt) => [keyOf(receipt), receipt]));
  let longest = 0;
  return {
    has: (receipt: Receipt): boolean => all.has(keyOf(receipt)),
    meet: (receipt: Receipt): void => {
      longest = Math.max(longest, receipt.sequence);
      unmet.delete(keyOf(receipt));
    },
    /** Beyond the end of every chain, or in none of them as it was saved. */
    unmet: (): readonly Finding[] =>
      [...unmet.values()]
        .toSorted((one, other) => one.sequence - other.sequence)
        .map(({ sequence }) => findingOf(sequence > longest ? 'cut' : 'not-as-saved', { sequence })),
  };
};

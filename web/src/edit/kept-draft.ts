// The draft for as long as the tab is open: a reload, or a session that ends, does not lose it. Account numbers are left out, and each that was
// typed has to be typed again.

import type { DirectDeposit } from '../api/schema.d.ts';
import { keptDraftName } from '../shown/has-kept-draft.ts';
import type { Draft, DraftItem } from './draft.ts';

export type KeptDraft = {
  readonly draft: Draft;
  /** The set that it began from, masked as the API shows it, and its tag. */
  readonly base: readonly DirectDeposit[];
  readonly etag: string;
  /** Of the request that may have been sent already. */
  readonly idempotencyKey: string;
};

const withoutNumber = (item: DraftItem): DraftItem => ({
  ...item,
  accountNumber: '',
  accountNumberConfirm: '',
  isNumberForgotten: item.accountNumber !== '' || item.isNumberForgotten,
});

export const keepDraft = (employeeId: string, { draft, ...rest }: KeptDraft): void => {
  const kept: KeptDraft = { draft: { ...draft, items: draft.items.map(withoutNumber) }, ...rest };
  sessionStorage.setItem(keptDraftName(employeeId), JSON.stringify(kept));
};

export const dropDraft = (employeeId: string): void => sessionStorage.removeItem(keptDraftName(employeeId));

/** What this tab has written itself. */
export const readKeptDraft = (employeeId: string): KeptDraft | undefined => {
  const kept = sessionStorage.getItem(keptDraftName(employeeId));
  return kept === null ? undefined : (JSON.parse(kept) as KeptDraft);
};

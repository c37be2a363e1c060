// A whole set as the request states it, item by item: one with the id of a stored row changes that row, one without is
// new. The rules of the set are judged here only beside broken items, so that one answer names everything;
// `decideReplacement` judges them where every item can be read.

import { fail, succeed, type Result } from '../platform/result.ts';
import { readAllocation } from './allocation.ts';
import {
  readChangedDirectDeposit,
  readNewDirectDeposit,
  type ChangedDirectDepositDraft,
  type ChangedDirectDepositInput,
} from './direct-deposit-draft.ts';
import type { ShownSplit } from './direct-deposit.ts';
import { itemPointer, replacementFindings, type SetItem } from './replacement-rules.ts';
import { finding, type RuleFinding } from './rule.ts';

export type ReplacementItemInput = Omit<ChangedDirectDepositInput, 'confirm'> & {
  readonly id?: string | undefined;
};
export type ReplacementDraft = ChangedDirectDepositDraft & { readonly id: string | undefined };

type Judged<T> = Result<T, readonly RuleFinding[]>;

const readItem = (
  split: ShownSplit,
  input: ReplacementItemInput & Pick<ChangedDirectDepositInput, 'confirm'>,
  at: string,
): Judged<ChangedDirectDepositDraft> => {
  const { id, accountNumber } = input;
  if (id !== undefined) {
    // Nothing equals the mask of a row that does not exist: whatever is masked is then refused as such.
    const ownMask = split.items.find((stored) => stored.id === id)?.accountNumberMask ?? '';
    return readChangedDirectDeposit(input, ownMask, at);
  }
  if (accountNumber !== undefined) return readNewDirectDeposit({ ...input, accountNumber }, at);

  const missing = finding(
    'account.chars',
    `${at}/accountNumber`,
    'A new direct deposit has an account number.',
  );
  const rest = readChangedDirectDeposit(input, '', at);
  return fail([...(rest.ok ? [] : rest.failure), missing]);
};

const toSetItem = (input: ReplacementItemInput): SetItem => {
  const allocation = readAllocation(input.allocation, '');
  return {
    id: input.id,
    priority: input.priority,
    allocation: allocation.ok ? allocation.value : undefined,
  };
};

/** @param confirm the request's, for all items alike */
export const readReplacement = (
  split: ShownSplit,
  inputs: readonly ReplacementItemInput[],
  confirm?: readonly string[],
): Judged<readonly ReplacementDraft[]> => {
  const drafts: ReplacementDraft[] = [];
  const broken: RuleFinding[] = [];
  for (const [index, input] of inputs.entries()) {
    const draft = readItem(split, { ...input, confirm }, itemPointer(index));
    if (draft.ok) drafts.push({ ...draft.value, id: input.id });
    else broken.push(...draft.failure);
  }
  if (broken.length === 0) return succeed(drafts);

  const ofTheSet = replacementFindings(split, inputs.map(toSetItem)).filter(
    ({ rule, pointer }) => !broken.some((known) => known.rule === rule && known.pointer === pointer),
  );
  return fail([...broken, ...ofTheSet]);
};

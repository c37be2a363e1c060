// What a person is making of the whole set, before it is saved: pure. The rules are the API's own (shared/domain), so what passes here is refused
// there only for what is stored.

import { replacementFindings } from '../../../shared/domain/replacement-rules.ts';
import { confirmableRules } from '../../../shared/domain/confirmation.ts';
import { readReplacement } from '../../../shared/domain/read-replacement.ts';
import type { AccountType, ShownSplit } from '../../../shared/domain/direct-deposit.ts';
import type { Allocation, PercentageBasis } from '../../../shared/domain/allocation.ts';
import { finding, type RuleFinding } from '../../../shared/domain/rule.ts';
import type { DirectDeposit, ReplaceDirectDepositsRequest, SimulateNetPayRequest } from '../api/schema.d.ts';

export type ShareKind = 'fixed' | 'percentage' | 'remainder';

export type DraftItem = {
  /** Of the list on the page, for as long as it is edited. */
  readonly key: string;
  /** Of the stored one that it changes. */
  readonly id: string | undefined;
  readonly nickname: string;
  readonly accountType: AccountType;
  readonly routingNumber: string;
  /** Empty where the stored one stays. */
  readonly accountNumber: string;
  readonly accountNumberConfirm: string;
  /** Of the stored one. */
  readonly mask: string | undefined;
  readonly kind: ShareKind;
  readonly amountCents: number | undefined;
  readonly basisPoints: number | undefined;
  readonly basis: PercentageBasis;
  /** It was typed, and has to be typed again (kept-draft.ts). */
  readonly isNumberForgotten: boolean;
};

export type Draft = { readonly items: readonly DraftItem[]; readonly confirm: readonly string[] };

export const toDraftItem = (stored: DirectDeposit): DraftItem => {
  const { allocation } = stored;
  return {
    key: stored.id,
    id: stored.id,
    nickname: stored.nickname ?? '',
    accountType: stored.accountType,
    routingNumber: stored.routingNumber,
    accountNumber: '',
    accountNumberConfirm: '',
    mask: stored.accountNumberMask,
    kind: allocation.kind,
    amountCents: allocation.kind === 'fixed' ? allocation.amountCents : undefined,
    basisPoints: allocation.kind === 'percentage' ? allocation.basisPoints : undefined,
    basis: allocation.kind === 'percentage' ? allocation.basis : 'net',
    isNumberForgotten: false,
  };
};

export const toDraft = (stored: readonly DirectDeposit[]): Draft => ({
  items: stored.map(toDraftItem),
  confirm: [],
});

/** The first account takes everything; a later one a share in front of it. */
export const newItem = (key: string, isFirst: boolean): DraftItem => ({
  key,
  id: undefined,
  nickname: '',
  accountType: 'checking',
  routingNumber: '',
  accountNumber: '',
  accountNumberConfirm: '',
  mask: undefined,
  kind: isFirst ? 'remainder' : 'percentage',
  amountCents: undefined,
  basisPoints: undefined,
  basis: 'net',
  isNumberForgotten: false,
});

/** What takes the rest comes last. */
export const remainderLast = (items: readonly DraftItem[]): readonly DraftItem[] => [
  ...items.filter(({ kind }) => kind !== 'remainder'),
  ...items.filter(({ kind }) => kind === 'remainder'),
];

/** In its place, or as the last one before what takes the rest; one that takes the rest itself comes last. */
export const withItem = (draft: Draft, item: DraftItem): Draft => {
  const isKnown = draft.items.some(({ key }) => key === item.key);
  const items = isKnown
    ? draft.items.map((other) => (other.key === item.key ? item : other))
    : [...draft.items, item];
  return { ...draft, items: remainderLast(items) };
};

/** Somebody takes the rest as long as there is anybody. */
export const withoutItem = (draft: Draft, key: string): Draft => {
  const items = draft.items.filter((item) => item.key !== key);
  const hasRemainder = items.some(({ kind }) => kind === 'remainder');
  return {
    ...draft,
    items: hasRemainder
      ? items
      : items.map((item, index) =>
          index === items.length - 1 ? { ...item, kind: 'remainder' as const } : item,
        ),
  };
};

/** One account changes places; what takes the rest stays last. */
export const moved = (draft: Draft, key: string, toIndex: number): Draft => {
  const item = draft.items.find((one) => one.key === key);
  if (item === undefined || item.kind === 'remainder') return draft;
  const others = draft.items.filter((one) => one.key !== key);
  const lastPlace = others.findIndex(({ kind }) => kind === 'remainder');
  const place = Math.max(0, Math.min(toIndex, lastPlace === -1 ? others.length : lastPlace));
  return { ...draft, items: [...others.slice(0, place), item, ...others.slice(place)] };
};

type RequestItem = ReplaceDirectDepositsRequest['items'][number];

export const toAllocation = ({ kind, amountCents, basisPoints, basis }: DraftItem): Allocation => {
  switch (kind) {
    case 'fixed':
      return { kind, amountCents: amountCents ?? 0 };
    case 'percentage':
      return { kind, basisPoints: basisPoints ?? 0, basis };
    case 'remainder':
      return { kind };
  }
};

const toRequestItem = (item: DraftItem): RequestItem => ({
  ...(item.id === undefined ? {} : { id: item.id }),
  ...(item.nickname === '' ? {} : { nickname: item.nickname }),
  accountType: item.accountType,
  routingNumber: item.routingNumber,
  ...(item.id !== undefined && item.accountNumber === '' && item.accountNumberConfirm === ''
    ? {}
    : { accountNumber: item.accountNumber, accountNumberConfirm: item.accountNumberConfirm }),
  allocation: toAllocation(item),
});

/** What a simulation looks at: of an account nothing but its share. */
export const toShares = ({ items }: Draft): NonNullable<SimulateNetPayRequest['items']> =>
  items.map((item) => ({
    ...(item.id === undefined ? {} : { id: item.id }),
    allocation: toAllocation(item),
  }));

export const toRequest = ({ items, confirm }: Draft): ReplaceDirectDepositsRequest => ({
  items: items.map(toRequestItem),
  ...(confirm.length === 0 ? {} : { confirm: [...confirm] }),
});

/** What the API would find wrong with it, of what the page can know. Pointers are those of the request. */
export const findingsOf = (
  draft: Draft,
  stored: ShownSplit['items'],
  maxItems: number,
): readonly RuleFinding[] => {
  const request = toRequest(draft);
  const split = { items: stored, maxItems };
  const read = readReplacement(split, request.items, request.confirm);
  if (!read.ok) return read.failure;
  const ofTheSet = replacementFindings(
    split,
    read.value.map(({ id, priority, allocation }) => ({ id, priority, allocation })),
  );
  const seen = new Map<string, number>();
  const duplicates = draft.items.flatMap(({ accountNumber, routingNumber }, index): RuleFinding[] => {
    const account = `${routingNumber} ${accountNumber}`;
    const isAgain = accountNumber !== '' && seen.has(account);
    seen.set(account, index);
    return isAgain ? [finding('splits.duplicate', `/items/${index}/accountNumber`)] : [];
  });
  return [...ofTheSet, ...duplicates];
};

/** Of one account of the set, by the member of it. */
export const findingsAt = (
  findings: readonly RuleFinding[],
  index: number,
): readonly (RuleFinding & { readonly member: string })[] =>
  findings.flatMap((found) => {
    const [, place, ...member] = /^\/items\/(\d+)(?:\/(.+))?$/.exec(found.pointer) ?? [];
    return Number(place) === index && place !== undefined ? [{ ...found, member: member.join('') }] : [];
  });

/** Without it the stored account would stay, and nobody would see that another one was meant. */
export const hasToBeTypedAgain = ({ isNumberForgotten, accountNumber }: DraftItem): boolean =>
  isNumberForgotten && accountNumber === '';

export const isConfirmable = ({ rule }: { readonly rule: string }): boolean =>
  confirmableRules.some((name) => name === rule);

export const isChanged = (draft: Draft, stored: readonly DirectDeposit[]): boolean =>
  draft.items.some(({ isNumberForgotten }) => isNumberForgotten) ||
  JSON.stringify(toRequest(draft).items) !== JSON.stringify(toRequest(toDraft(stored)).items);

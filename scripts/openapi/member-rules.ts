// What the domain asks of a request's members, beyond the JSON types that the schemas check: described from the domain's own
// constants, so that a form can ask for the same. A value outside of it is 422 with the names of the broken rules.

import { accountNumberMaskPattern, accountNumberPattern } from '#shared/domain/account-number';
import { maxAmountCents, percentageBases, wholeBasisPoints } from '#shared/domain/allocation';
import { confirmableRules } from '#shared/domain/confirmation';
import { accountTypes } from '#shared/domain/direct-deposit';
import { maxNicknameCodePoints } from '#shared/domain/nickname';
import { routingNumberInputPattern } from '#shared/domain/routing-number';
import { ruleMessages, type RuleName } from '#shared/domain/rule';
import { maxNetPayCents, maxNetPays } from '#shared/domain/simulate-net-pay';

export type Facets = Readonly<Record<string, unknown>>;

type MemberRule = {
  readonly facets?: Facets;
  /** Of an array's items. */
  readonly itemFacets?: Facets;
  readonly rules?: readonly RuleName[];
  readonly note?: string;
};

const accountRules = [
  'account.chars',
  'account.zero',
  'account.looksLikeCard',
  'account.equalsRouting',
] as const;

const ownOrMask = `${accountNumberPattern.source}|${accountNumberMaskPattern.source}`;

/** By member, or by schema and member where it means something else there. */
export const memberRules: Readonly<Record<string, MemberRule>> = {
  id: { facets: { format: 'uuid' }, rules: ['split.destination'] },
  priority: { facets: { type: 'integer', minimum: 1 }, rules: ['splits.priority'] },
  nickname: {
    facets: { minLength: 1, maxLength: maxNicknameCodePoints },
    rules: ['nickname.length', 'nickname.chars'],
  },
  accountType: { facets: { enum: accountTypes }, rules: ['account.type'] },
  routingNumber: {
    facets: { pattern: routingNumberInputPattern.source },
    rules: ['routing.length', 'routing.checksum', 'routing.prefix'],
    note: 'Blanks and dashes are dropped.',
  },
  accountNumber: {
    facets: { pattern: ownOrMask },
    rules: [...accountRules, 'mask.token'],
    note: 'The mask that is stored means: unchanged.',
  },
  'CreateDirectDepositRequest.accountNumber': {
    facets: { pattern: accountNumberPattern.source },
    rules: accountRules,
  },
  accountNumberConfirm: { rules: ['account.confirm'], note: 'The account number, typed once more.' },
  allocation: {},
  kind: {},
  amountCents: { facets: { type: 'integer', minimum: 1, maximum: maxAmountCents }, rules: ['split.amount'] },
  basisPoints: {
    facets: { type: 'integer', minimum: 1, maximum: wholeBasisPoints },
    rules: ['split.percent'],
  },
  basis: { facets: { enum: percentageBases, default: 'net' }, rules: ['split.percent'] },
  confirm: {
    itemFacets: { examples: confirmableRules },
    note: 'Rules by name whose warnings the person has seen; a needless one is ignored.',
  },
  effectiveOn: { facets: { format: 'date' }, rules: ['effective.date'] },
  on: { facets: { format: 'date' }, rules: ['effective.date'], note: 'Today when left out.' },
  items: { note: 'At most as many as the tenant allows (`limits.maxDirectDeposits` of `/api/meta`).' },
  netPayCents: {
    facets: { minItems: 1, maxItems: maxNetPays },
    itemFacets: { type: 'integer', minimum: 0, maximum: maxNetPayCents },
    rules: ['netPay.count', 'netPay.amount'],
  },
  'SimulateNetPayRequest.nickname': { note: 'Not looked at.' },
  'SimulateNetPayRequest.accountType': { note: 'Not looked at.' },
  'SimulateNetPayRequest.routingNumber': { note: 'Not looked at.' },
  'SimulateNetPayRequest.accountNumber': { note: 'Not looked at.' },
  'SimulateNetPayRequest.accountNumberConfirm': { note: 'Not looked at.' },
};

export const describeRules = ({ rules = [], note }: MemberRule): string | undefined => {
  const sentences = rules.map((rule) => `\`${rule}\`: ${ruleMessages[rule]}`);
  return [...(note === undefined ? [] : [note]), ...sentences].join(' ') || undefined;
};

// A direct deposit as the API shows it: masked, and never the digest or the version that it is compared by.

import { createHash } from 'node:crypto';
import type { DirectDepositAnswer, DirectDepositListAnswer } from '../api-contract/direct-deposit-answer.ts';
import type { RecordedState } from '../api-contract/other-answers.ts';
import type { Caller } from '../domain/caller.ts';
import type { DirectDeposit } from '../domain/direct-deposit.ts';
import type { RuleFinding } from '../domain/rule.ts';
import { employeesSharing, holdReasons, type SharedAccountUse } from '../domain/shared-account.ts';
import { matchesWeakly, parseTagCondition, strongTag } from '../http/entity-tag.ts';
import { emptyAnswer, jsonAnswer, type ApiAnswer } from '../http/responses.ts';
import type { UnversionedDirectDeposit } from './direct-deposit-store.ts';

/** For whom, and what is known beside the row itself. */
export type Presentation = {
  readonly caller: Caller;
  readonly sharedUses: readonly SharedAccountUse[];
  readonly warnings?: readonly RuleFinding[];
};

/** Who else is paid to the account is payroll's to know. */
const sharersShown = (
  item: UnversionedDirectDeposit,
  { caller, sharedUses }: Presentation,
): Pick<DirectDepositAnswer, 'sharedWith'> =>
  caller.roles.includes('payroll-admin') ? { sharedWith: employeesSharing(sharedUses, item) } : {};

export const presentDirectDeposit = (
  item: UnversionedDirectDeposit,
  presentation: Presentation,
): DirectDepositAnswer => ({
  id: item.id,
  employeeId: item.employeeId,
  priority: item.priority,
  nickname: item.nickname,
  accountType: item.accountType,
  routingNumber: item.routingNumber,
  accountNumberMask: item.accountNumberMask,
  allocation: item.allocation,
  status: item.status,
  reasons: holdReasons(item.status),
  effectiveOn: item.effectiveOn,
  createdAt: item.createdAt.toISOString(),
  updatedAt: item.updatedAt.toISOString(),
  warnings: presentation.warnings ?? [],
  ...sharersShown(item, presentation),
});

export const presentDirectDeposits = (
  items: readonly UnversionedDirectDeposit[],
  presentation: Presentation,
): DirectDepositListAnswer => ({ items: items.map((item) => presentDirectDeposit(item, presentation)) });

/** The masked state that an audit row keeps. */
export const auditedState = (item: UnversionedDirectDeposit): RecordedState => ({
  id: item.id,
  priority: item.priority,
  nickname: item.nickname,
  accountType: item.accountType,
  routingNumber: item.routingNumber,
  accountNumberMask: item.accountNumberMask,
  allocation: item.allocation,
  status: item.status,
  effectiveOn: item.effectiveOn,
});

/** Opaque part of one direct deposit's entity tag: the row's version. */
export const itemTag = (item: Pick<DirectDeposit, 'version'>): string => item.version;

/** What the list's entity tag is made from: the order of the rows, and the newest of their versions. */
export type ListState = { readonly ids: readonly string[]; readonly newestVersion: string | undefined };

/** Versions grow with every change in the database (rowversion), so the newest one and the ids tell every change of the list. */
export const listStateOf = (items: readonly Pick<DirectDeposit, 'id' | 'version'>[]): ListState => ({
  ids: items.map(({ id }) => id),
  newestVersion: items
    .map(({ version }) => version)
    .sort()
    .at(-1),
});

/** Opaque part of the list's entity tag; an empty list has one, too. */
export const listTag = ({ ids, newestVersion = '' }: ListState): string =>
  createHash('sha256')
    .update([...ids, newestVersion].join('\n'))
    .digest('hex')
    .slice(0, 32);

export const tagHeader = (opaque: string) => ({ etag: strongTag(opaque) });

/** The representation, or 304 where If-None-Match has it. */
export const answerUnlessKnown = (
  headers: Readonly<Record<string, string | undefined>>,
  opaque: string,
  present: () => object,
): ApiAnswer => {
  const ifNoneMatch = headers['if-none-match'];
  return ifNoneMatch !== undefined && matchesWeakly(parseTagCondition(ifNoneMatch), opaque)
    ? emptyAnswer(304, tagHeader(opaque))
    : jsonAnswer(200, present(), tagHeader(opaque));
};

// A direct deposit as the API shows it: masked, and never the digest or the version that it is compared by.

import { createHash } from 'node:crypto';
import type {
  DirectDepositAnswer,
  DirectDepositListAnswer,
  UpcomingAnswer,
} from '../api-contract/direct-deposit-answer.ts';
import type { RecordedState } from '../api-contract/other-answers.ts';
import type { Caller } from '../domain/caller.ts';
import type { DirectDepositId } from '../domain/direct-deposit-id.ts';
import type { UnversionedDirectDeposit } from '../domain/direct-deposit.ts';
import type { IsoDate } from '../domain/iso-date.ts';
import type { Prenote } from '../domain/payroll/prenote.ts';
import type { RuleFinding } from '../domain/rule.ts';
import { holdReasons } from '../domain/hold-reason.ts';
import { bankCodeWords, isBankCode } from '../domain/payroll/bank-answer.ts';
import { employeesSharing, type SharedAccountUse } from '../domain/shared-account.ts';
import { matchesWeakly, parseTagCondition, strongTag } from '../http/entity-tag.ts';
import { emptyAnswer, jsonAnswer, type ApiAnswer } from '../http/responses.ts';
import { upcomingVersion, type UpcomingChange } from '../domain/upcoming.ts';
import { explain, findItem, meanwhileOf, shownStatus, type SplitView, type ViewItem } from './split-view.ts';

/** For whom, and what is known beside the rows. */
export type Presentation = {
  readonly caller: Caller;
  readonly sharedUses: readonly SharedAccountUse[];
  readonly view: SplitView;
  readonly warnings?: readonly RuleFinding[];
};

/** Who else is paid to the account is payroll's to know. */
const sharersShown = (
  row: UnversionedDirectDeposit,
  { caller, sharedUses }: Presentation,
): Pick<DirectDepositAnswer, 'sharedWith'> =>
  caller.roles.includes('payroll-admin') ? { sharedWith: employeesSharing(sharedUses, row) } : {};

/** Whose account is refused is told why; why the bank stopped an account is payroll's to know. */
export const bankAnswerShown = (
  { status, statusReason }: UnversionedDirectDeposit,
  caller: Caller,
): Pick<DirectDepositAnswer, 'bankAnswer'> => {
  const isShown = status === 'rejected' || caller.roles.includes('payroll-admin');
  return isBankCode(statusReason) && isShown
    ? { bankAnswer: { code: statusReason, reason: bankCodeWords(statusReason) } }
    : {};
};

const shownPrenote = (prenote: Prenote | null): DirectDepositAnswer['prenote'] =>
  prenote && { state: prenote.state, settlesOn: prenote.settlesOn, endsOn: prenote.endsOn };

const shownState = (row: UnversionedDirectDeposit, day: IsoDate) => ({
  priority: row.priority,
  nickname: row.nickname,
  accountType: row.accountType,
  routingNumber: row.routingNumber,
  accountNumberMask: row.accountNumberMask,
  allocation: row.allocation,
  status: shownStatus(row, day),
});

export const presentUpcoming = (change: UpcomingChange, day: IsoDate): UpcomingAnswer => ({
  directDepositId: change.id,
  change: change.kind,
  effectiveOn: change.effectiveOn,
  state:
    change.kind === 'remove'
      ? null
      : { ...shownState(change.row, day), prenote: shownPrenote(change.row.prenote) },
});

export const presentItem = (item: ViewItem, presentation: Presentation): DirectDepositAnswer => {
  const { row, upcoming } = item;
  const { view } = presentation;
  return {
    id: row.id,
    employeeId: row.employeeId,
    ...shownState(row, view.day),
    reasons: holdReasons(row),
    ...bankAnswerShown(row, presentation.caller),
    prenote: shownPrenote(row.prenote),
    meanwhile: meanwhileOf(item, view),
    explanation: explain(item, view),
    upcoming: upcoming === undefined ? null : presentUpcoming(upcoming, view.day),
    effectiveOn: row.effectiveOn,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    warnings: presentation.warnings ?? [],
    ...sharersShown(row, presentation),
  };
};

/** @param id of one that is in force or is to be */
export const presentDirectDeposit = (
  id: DirectDepositId,
  presentation: Presentation,
): DirectDepositAnswer => {
  const item = findItem(presentation.view, id);
  if (item === undefined) throw new TypeError('A direct deposit is shown that is not there');
  return presentItem(item, presentation);
};

/** A list shows what waits only where something does. */
const waitingShown = ({ upcoming, day }: SplitView): Pick<DirectDepositListAnswer, 'upcoming'> =>
  upcoming.length === 0 ? {} : { upcoming: upcoming.map((change) => presentUpcoming(change, day)) };

export const presentDirectDeposits = (presentation: Presentation): DirectDepositListAnswer => ({
  items: presentation.view.items.map((item) => presentItem(item, presentation)),
  ...waitingShown(presentation.view),
});

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
  ...(item.statusReason === null ? {} : { statusReason: item.statusReason }),
  effectiveOn: item.effectiveOn,
});

/** What is cancelled, as an audit row keeps it: the direct deposit as it would have been; null where it would have gone. */
export const auditedUpcoming = (change: UpcomingChange): RecordedState | null =>
  change.kind === 'remove' ? null : auditedState({ ...change.row, effectiveOn: change.effectiveOn });

/** What an entity tag tells beside a version: states that come and go with the calendar, without a write. */
type Marked = { readonly status: unknown; readonly upcoming: unknown };

export const marksOf = ({ status, upcoming }: Marked): string =>
  `${upcoming === null || upcoming === undefined ? '' : '-upcoming'}${status === 'pending' ? '-pending' : ''}`;

const marksOfItem = ({ row, upcoming }: ViewItem, day: IsoDate): string =>
  marksOf({ status: shownStatus(row, day), upcoming });

/** Opaque part of one direct deposit's entity tag: the newest version of it, and its marks. */
export const itemTag = (item: ViewItem, { day }: SplitView): string => item.version + marksOfItem(item, day);

/** What the list's entity tag is made from: the rows in order, what waits, and the newest version of all. */
export type ListState = { readonly names: readonly string[]; readonly newestVersion: string | undefined };

/** Of all that is in force and all that waits. */
export const versionsIn = ({ items, upcoming }: SplitView): readonly string[] => [
  ...items.map(({ version }) => version),
  ...upcoming.map(upcomingVersion),
];

export const upcomingName = (id: string, effectiveOn: string): string => `${id}@${effectiveOn}`;

/** Versions grow with every change in the database (rowversion), so the newest one and the names tell every change of the list. */
export const listStateOf = (view: SplitView): ListState => ({
  names: [
    ...view.items.map((item) => item.row.id + marksOfItem(item, view.day)),
    ...view.upcoming.map(({ id, effectiveOn }) => upcomingName(id, effectiveOn)),
  ],
  newestVersion: versionsIn(view).toSorted().at(-1),
});

/** Opaque part of the list's entity tag; an empty list has one, too. */
export const listTag = ({ names, newestVersion = '' }: ListState): string =>
  createHash('sha256')
    .update([...names, newestVersion].join('\n'))
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

// A writing route as a declaration, and the engine that runs it: parse, gather, decide, then commit (once per idempotency key,
// with audit row and receipt) or, for a dry run, only answer. Routes decide and present; they never touch the store.

import type { EffectiveAnswer } from '../api-contract/direct-deposit-answer.ts';
import { isEqualInConstantTime } from '../crypto/account-number-seal.ts';
import type { Wish } from '../domain/caller.ts';
import type { NetPaySplit } from '../domain/direct-deposit.ts';
import { guardReason, isSetUp } from '../domain/change-guard.ts';
import { decideEffectiveDate, type Effective } from '../domain/effective-date.ts';
import type { DirectDepositId } from '../domain/direct-deposit-id.ts';
import type { IsoDate } from '../domain/iso-date.ts';
import type { RuleFinding } from '../domain/rule.ts';
import { allRows, splitAfter } from '../domain/upcoming.ts';
import { canonicalJson } from '../http/canonical-json.ts';
import type { BodyReader } from '../http/json-body.ts';
import type { Problem } from '../http/problem.ts';
import { readQuerySwitch } from '../http/query-parameters.ts';
import { jsonAnswer, type ApiAnswer } from '../http/responses.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import { accountScopeOf, type AccountScope } from './account-scope.ts';
import { authorOf, toWrite, type AuditedChange } from './audited-write.ts';
import { changeAnswer, replayAnswer, versionOf, type PresentedChange } from './change-answer.ts';
import type { RowScope } from './decided-row.ts';
import type { DirectDepositRequest } from './direct-deposit-request.ts';
import type { DirectDepositRoute } from './direct-deposit-route.ts';
import { correctedFindings, enteredAccounts, isDestinationChange, spentBudget } from './guard-request.ts';
import type { DirectDepositStore, Gathered, StoreFailure, Write } from './direct-deposit-store.ts';
import { refuseUnreadable, requireEmployee } from './find-direct-deposit.ts';
import { digestKey, digestRequest, readIdempotencyKey, type IdempotencyRecord } from './idempotency.ts';
import {
  placeLater,
  placeNow,
  releasedChange,
  withDropped,
  withReleased,
  type Placement,
} from './place-change.ts';
import type { Presentation } from './present-direct-deposit.ts';
import { refusalProblem, type Refusal } from './refusals.ts';
import { timingOf, viewOn, type SplitView } from './split-view.ts';
import { changeWhenSettled, withoutDue } from './take-effect.ts';

/** What a decision is made from: the parsed request and what is stored. */
export type ChangeScope<B> = RowScope & {
  readonly body: B;
  readonly request: DirectDepositRequest;
  /** As the caller sees it today: what conditions and ids are compared with. */
  readonly view: SplitView;
  /** As it is when the change counts, without what waits for the same direct deposit: what the rules are about. */
  readonly split: NetPaySplit;
};

export type Decision = AuditedChange & {
  readonly warnings: readonly RuleFinding[];
  /** Whose upcoming change goes. */
  readonly cancels?: DirectDepositId;
  /** Whose upcoming change is not held any more. */
  readonly releases?: DirectDepositId;
};

type ChangeBody = { readonly effectiveOn?: string | undefined } | undefined;

/** @typeParam B the parsed body, undefined where the route has none */
export type ChangeRoute<B extends ChangeBody, D extends Decision> = {
  readonly name: string;
  readonly wants: Wish;
  readonly readBody: BodyReader<B>;
  /** The change replaces the whole set. */
  readonly isWholeSet?: true;
  /** The change counts at once, whatever is being paid. */
  readonly isImmediate?: true;
  /** Digests (hex) of the account numbers in the body, looked up among the tenant's other employees. */
  readonly sentAccounts?: (body: B, account: AccountScope) => readonly string[];
  /** Pure. Called again when the database retries the transaction, or when the change turns out to count from a later day on. */
  readonly decide: (scope: ChangeScope<B>) => Result<D, Refusal>;
  /** The view is as the change leaves it. */
  readonly present: (decision: D, presentation: Presentation) => PresentedChange;
};

type Answered = Result<ApiAnswer, Problem | StoreFailure>;
type Decided = {
  readonly decision: Decision;
  readonly placement: Placement;
  readonly presented: PresentedChange;
  readonly effective: EffectiveAnswer;
};
type Decide = (gathered: Gathered) => Result<Decided, Problem>;

/** A request whose body was read: what commit and dry run share. */
type Change = {
  readonly route: string;
  readonly request: DirectDepositRequest;
  readonly store: DirectDepositStore;
  readonly account: AccountScope;
  /** Canonical JSON, empty where the route has no body. */
  readonly canonicalBody: string;
  /** Digests (hex) of the account numbers in the body. */
  readonly accountFingerprints: readonly string[];
  readonly decide: Decide;
};

const shownEffective = ({
  firstPayrollAffected,
  payDate,
  effectiveOn,
  movedBy,
}: Effective): EffectiveAnswer => ({ firstPayrollAffected, payDate, effectiveOn, movedBy });

/** When a prenote that the change asks for ends; undefined where it asks for none. */
const newPrenoteEnd = (
  { changes }: Decision,
  stored: Pick<Gathered, 'split' | 'upcoming'>,
): IsoDate | undefined => {
  const known = new Set(allRows(stored).map(({ prenote }) => prenote?.id));
  const prenotes = changes.flatMap((change) =>
    change.kind === 'create' || change.kind === 'update' ? [change.row.prenote] : [],
  );
  return prenotes.find((prenote) => prenote?.state === 'requested' && !known.has(prenote.id))?.endsOn;
};

/** The route's decision together with the effective date's: refused if either is, with the findings of both. */
const deciding =
  <B extends ChangeBody, D extends Decision>(
    route: ChangeRoute<B, D>,
    request: DirectDepositRequest,
    account: AccountScope,
    body: B,
  ): Decide =>
  (gathered) => {
    const { caller } = request;
    const { sharedUses, calendar, now, limits } = gathered;
    const timing = timingOf(gathered);
    const view = viewOn(gathered, timing);
    const upcoming = withoutDue(gathered.upcoming, timing);
    const base: RowScope = {
      caller,
      account,
      sharedUses,
      now,
      today: timing.today,
      policy: limits.prenotes,
      guard: guardReason(limits.guards, caller, gathered),
      isSetUp: isSetUp(gathered.split.items, now),
      effectiveOn: null,
    };

    /** Of a direct deposit that is changed, what waits for it is replaced and no part of the day's split. */
    const splitFor = (effective: Effective | undefined, isLater: boolean): NetPaySplit => {
      if (!isLater || effective?.effectiveOn === null || effective === undefined) return view.split;
      const others = upcoming.filter(({ id, effectiveOn: day }) =>
        route.isWholeSet === true ? day < (effective.effectiveOn ?? day) : id !== request.directDepositId,
      );
      return splitAfter(view.split, others, effective.effectiveOn);
    };

    const attempt = (prenoteEndsOn: IsoDate | undefined) => {
      const dated = decideEffectiveDate({ calendar, effectiveOn: body?.effectiveOn, prenoteEndsOn, now });
      const effective = dated.ok ? dated.value.effective : undefined;
      // By check or live, the account is another one from the next payroll on; only when it is paid to is later.
      const isPlacedLater =
        route.isImmediate !== true &&
        effective?.isLater === true &&
        (prenoteEndsOn === undefined || limits.prenotes.meanwhile === 'previous-account');
      const split = splitFor(effective, isPlacedLater);
      const scope = { ...base, effectiveOn: effective?.effectiveOn ?? null, body, request, view, split };
      return { dated, decided: route.decide(scope), isPlacedLater };
    };

    let outcome = attempt(undefined);
    const prenoteEndsOn = outcome.decided.ok ? newPrenoteEnd(outcome.decided.value, gathered) : undefined;
    if (prenoteEndsOn !== undefined && limits.prenotes.meanwhile !== 'live') {
      outcome = attempt(prenoteEndsOn);
    }
    const { dated, decided, isPlacedLater } = outcome;
    if (!decided.ok || !dated.ok) {
      return fail(refusalProblem([decided, dated].flatMap((result) => (result.ok ? [] : [result.failure]))));
    }
    const { effective } = dated.value;
    const { cancels, releases } = decided.value;
    const kept = upcoming
      .filter(({ id }) => id !== cancels)
      .map((change) => (change.id === releases ? releasedChange(change, now) : change));
    const placed =
      isPlacedLater && effective.effectiveOn !== null
        ? placeLater(decided.value.changes, {
            split: view.split,
            upcoming: kept,
            effectiveOn: effective.effectiveOn,
            subject: caller.subject,
            now,
            isWholeSet: route.isWholeSet === true,
          })
        : placeNow(decided.value.changes, view.split, kept);
    const placement = withReleased(
      cancels === undefined ? placed : withDropped(placed, cancels),
      kept.find(({ id }) => id === releases),
    );
    const findings = [...placement.findings, ...correctedFindings(decided.value.changes, gathered)];
    if (findings.length > 0) return fail(refusalProblem([{ kind: 'conflict', findings }]));
    const warnings = [...decided.value.warnings, ...dated.value.warnings];
    const after = viewOn({ split: placement.split, upcoming: placement.waiting }, timing);
    const presented = route.present(decided.value, { caller, sharedUses, view: after, warnings });
    return succeed({ decision: decided.value, placement, presented, effective: shownEffective(effective) });
  };

const consider = (change: Change, gathered: Gathered | undefined): Result<ApiAnswer, Problem> => {
  const employee = requireEmployee(gathered);
  if (!employee.ok) return employee;
  const spent = spentBudget(change.accountFingerprints, employee.value);
  if (spent !== undefined) return fail(spent);
  const decided = change.decide(employee.value);
  if (!decided.ok) return decided;
  const { presented, effective } = decided.value;
  return succeed(jsonAnswer(200, { ...(presented.dryBody ?? presented.body), effective }));
};

type Considered = { readonly considered: ApiAnswer };

/** Nothing is written but, where there is a budget, that account numbers were entered. */
const dryRun = async (change: Change): Promise<Answered> => {
  const { request, store, accountFingerprints } = change;
  const entered = enteredAccounts(request.caller, accountFingerprints);
  const scope = { accountFingerprints, entered };
  const gathered = await store.gather(request.employeeId, scope);
  if (!gathered.ok) return gathered;
  const { value } = gathered;
  const isBounded = value !== undefined && value.limits.guards.newAccountsPerDay > 0;
  if (entered === undefined || !isBounded) return consider(change, value);
  const counted = await store.change<Write, Problem | Considered>(request.employeeId, scope, (locked) => {
    const answer = consider(change, locked);
    return answer.ok ? fail({ considered: answer.value }) : answer;
  });
  if (counted.ok) throw new TypeError('A dry run was written');
  return 'considered' in counted.failure ? succeed(counted.failure.considered) : fail(counted.failure);
};

type Keyed = { readonly keyDigest: Buffer; readonly requestDigest: Buffer };

const readKey = (change: Change): Result<Keyed | undefined, Problem> => {
  const { request, account, route, canonicalBody } = change;
  const header = request.headers['idempotency-key'];
  if (header === undefined) return succeed(undefined);
  const key = readIdempotencyKey(header);
  if (!key.ok) return fail({ code: 'IDEMPOTENCY_KEY_MALFORMED' });
  const path = [request.employeeId, request.directDepositId];
  const scope = { caller: request.caller, route, path };
  return succeed({
    keyDigest: digestKey(account.keyset, scope, key.value),
    requestDigest: digestRequest(account.keyset, scope, canonicalBody),
  });
};

type Sent = Write & { readonly body: object; readonly presented: PresentedChange };
type Replayed = { readonly replayed: IdempotencyRecord };

const commit = async (change: Change, keyed: Keyed | undefined): Promise<Answered> => {
  const { request, store, account, accountFingerprints, decide } = change;
  const scope = {
    accountFingerprints,
    keyDigest: keyed?.keyDigest,
    entered: enteredAccounts(request.caller, accountFingerprints),
  };

  const decideWrite = (gathered: Gathered | undefined): Result<Sent, Problem | Replayed> => {
    const employee = requireEmployee(gathered);
    if (!employee.ok) return employee;
    const { recorded } = employee.value;
    if (recorded && keyed) {
      return isEqualInConstantTime(recorded.requestDigest, keyed.requestDigest)
        ? fail({ replayed: recorded })
        : fail({ code: 'IDEMPOTENCY_KEY_REUSED' });
    }
    const spent = spentBudget(accountFingerprints, employee.value);
    if (spent !== undefined) return fail(spent);
    const decided = decide(employee.value);
    if (!decided.ok) return decided;
    const { decision, placement, presented, effective } = decided.value;
    const write = {
      ...toWrite(authorOf(request), account, employee.value, { ...decision, ...placement }),
      isDestinationChange: isDestinationChange(decision.changes, employee.value),
    };
    const body = { ...presented.body, effective, receipt: write.receipt };
    const answer = keyed && {
      ...keyed,
      statusCode: presented.statusCode,
      location: presented.location,
      body: JSON.stringify(body),
      versionOf: versionOf(presented.tagged),
    };
    return succeed({ ...write, answer, body, presented });
  };

  const written = await changeWhenSettled(store, account, scope, decideWrite);
  if (written.ok) {
    const { presented, body } = written.value.write;
    return succeed(changeAnswer(presented, body, written.value));
  }
  return 'replayed' in written.failure
    ? succeed(replayAnswer(request.caller, written.failure.replayed))
    : fail(written.failure);
};

const runChange = async (change: Change): Promise<Answered> => {
  const { request, store } = change;
  const isDry = readQuerySwitch(request, 'dryRun');
  if (!isDry.ok) return refuseUnreadable(store, request.employeeId, isDry.failure);
  if (isDry.value) return dryRun(change);
  const keyed = readKey(change);
  return keyed.ok ? commit(change, keyed.value) : refuseUnreadable(store, request.employeeId, keyed.failure);
};

export const changeRoute = <B extends ChangeBody, D extends Decision>(
  route: ChangeRoute<B, D>,
): DirectDepositRoute<'account-number-key'> => ({
  name: route.name,
  wants: route.wants,
  query: ['dryRun'],
  purposes: ['account-number-key'],
  answer: async (request, store, credentials) => {
    const body = route.readBody(request);
    if (!body.ok) return refuseUnreadable(store, request.employeeId, body.failure);
    const account = accountScopeOf(request, credentials);
    return runChange({
      route: route.name,
      request,
      store,
      account,
      canonicalBody: body.value === undefined ? '' : canonicalJson(body.value),
      accountFingerprints: route.sentAccounts?.(body.value, account) ?? [],
      decide: deciding(route, request, account, body.value),
    });
  },
});

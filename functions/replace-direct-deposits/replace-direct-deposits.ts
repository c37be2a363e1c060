// PUT …/direct-deposits: replaces an employee's whole ordered set in one transaction. The order is the priority; an item with
// the id of a stored one changes that and may leave its account number out; what the set leaves out is removed.

import type { DirectDepositAnswer } from '#shared/api-contract/direct-deposit-answer';
import { replaceDirectDepositsRequest } from '#shared/api-contract/direct-deposit-request';
import {
  accountScopeOf,
  fingerprintOf,
  refuseUnreadable,
  requireMatch,
  sentFingerprints,
} from '#shared/direct-deposits/direct-deposit-change';
import type { DirectDepositRoute } from '#shared/direct-deposits/direct-deposit-route';
import { performChange, type Decision } from '#shared/direct-deposits/perform-change';
import {
  auditedState,
  listStateOf,
  listTag,
  presentDirectDeposit,
} from '#shared/direct-deposits/present-direct-deposit';
import { requireNoConflict, requireUnbroken } from '#shared/direct-deposits/refusals';
import { decideReplacement } from '#shared/domain/decide-replacement';
import { decideEffectiveDate } from '#shared/domain/effective-date';
import { readReplacement } from '#shared/domain/read-replacement';
import { canonicalJson } from '#shared/http/canonical-json';
import { readJsonBody } from '#shared/http/json-body';
import type { Problem } from '#shared/http/problem';
import { fail, succeed, type Result } from '#shared/platform/result';
import { toRowChange } from './replacement-rows.ts';

const name = 'replace-direct-deposits';

export const replaceDirectDeposits: DirectDepositRoute<'account-number-key'> = {
  name,
  wants: 'write',
  query: ['dryRun'],
  purposes: ['account-number-key'],
  answer: async (request, store, credentials) => {
    const { caller, employeeId, headers } = request;
    const body = readJsonBody(request, replaceDirectDepositsRequest);
    if (!body.ok) return refuseUnreadable(store, employeeId, body.failure);
    const account = accountScopeOf(request, credentials);
    const { items, confirm, effectiveOn } = body.value;

    const change = {
      request,
      store,
      account,
      route: name,
      canonicalBody: canonicalJson(body.value),
      accountFingerprints: sentFingerprints(
        account,
        items.map(({ accountNumber }) => accountNumber),
      ),
    };
    return performChange(change, ({ split, sharedUses, calendar, now }): Result<Decision, Problem> => {
      const match = requireMatch(headers['if-match'], listTag(listStateOf(split.items)));
      if (!match.ok) return match;
      const drafts = readReplacement(split, items, confirm);
      const timed = decideEffectiveDate({ calendar, effectiveOn, now });
      const proposals = (drafts.ok ? drafts.value : []).map((draft) => ({
        ...draft,
        accountFingerprint: draft.account && fingerprintOf(account, draft.account.accountNumber.expose()),
        routingFingerprint: fingerprintOf(account, draft.routingNumber),
      }));
      const replaced = drafts.ok ? decideReplacement(split, proposals) : undefined;
      const broken = drafts.ok ? [] : drafts.failure;
      const brokenSet =
        replaced?.ok === false && replaced.failure.kind === 'broken' ? replaced.failure.findings : [];
      const unbroken = requireUnbroken([...broken, ...brokenSet], timed);
      if (!unbroken.ok) return unbroken;
      if (replaced === undefined) return fail({ code: 'INTERNAL' });
      const decided = requireNoConflict(replaced.ok ? replaced : fail(replaced.failure.findings), timed);
      if (!decided.ok) return decided;

      const { placement, timing } = decided.value;
      const scope = { caller, account, sharedUses, now, effectiveOn: timing.effective.firstPayrollAffected };
      const rows = placement.steps.map((step) => toRowChange(scope, step));
      const removed = placement.removed.map(({ id, version }) => ({ kind: 'remove', id, version }) as const);
      const warnings = [
        ...proposals.flatMap((draft) => draft.warnings),
        ...rows.flatMap((row) => row.warnings),
        ...timing.warnings,
      ];
      const shown = rows.map(({ row }) => presentDirectDeposit(row, { caller, sharedUses }));
      return succeed({
        changes: [...removed, ...rows.flatMap((row) => row.change ?? [])],
        action: 'replace',
        directDepositId: null,
        before: split.items.map(auditedState),
        after: rows.map(({ row }) => auditedState(row)),
        effective: timing.effective,
        answer: {
          statusCode: 200,
          body: { items: shown, warnings },
          dryBody: { items: withoutNewIds(shown, rows), warnings },
          tagged: {
            of: 'set',
            ids: rows.map(({ row }) => row.id),
            keptVersions: rows.flatMap(({ keptVersion }) => keptVersion ?? []),
          },
        },
      });
    });
  },
};

const withoutNewIds = (
  shown: readonly DirectDepositAnswer[],
  rows: readonly { readonly isNew: boolean }[],
): readonly (Omit<DirectDepositAnswer, 'id'> & { readonly id?: string })[] =>
  shown.map(({ id, ...rest }, index) => (rows[index]?.isNew === true ? rest : { id, ...rest }));

// PUT …/direct-deposits/{directDepositId}: replaces one; an account number that is left out stays as it is.

import { updateDirectDepositRequest } from '#shared/api-contract/direct-deposit-request';
import {
  accountScopeOf,
  findCurrent,
  fingerprintOf,
  movesOf,
  refuseUnreadable,
  sealAccount,
  sentFingerprints,
} from '#shared/direct-deposits/direct-deposit-change';
import type { DirectDepositRoute } from '#shared/direct-deposits/direct-deposit-route';
import { performChange, type Decision } from '#shared/direct-deposits/perform-change';
import { auditedState, presentDirectDeposit } from '#shared/direct-deposits/present-direct-deposit';
import { requireNoConflict, requireUnbroken } from '#shared/direct-deposits/refusals';
import { readChangedDirectDeposit } from '#shared/domain/direct-deposit-draft';
import { decideEffectiveDate } from '#shared/domain/effective-date';
import { decideUpdate } from '#shared/domain/net-pay-split';
import { judgeChangedAccount } from '#shared/domain/shared-account';
import { canonicalJson } from '#shared/http/canonical-json';
import { readJsonBody } from '#shared/http/json-body';
import type { Problem } from '#shared/http/problem';
import { fail, succeed, type Result } from '#shared/platform/result';

const name = 'update-direct-deposit';

export const updateDirectDeposit: DirectDepositRoute<'account-number-key'> = {
  name,
  wants: 'write',
  query: ['dryRun'],
  purposes: ['account-number-key'],
  answer: async (request, store, credentials) => {
    const { caller, employeeId } = request;
    const body = readJsonBody(request, updateDirectDepositRequest);
    if (!body.ok) return refuseUnreadable(store, employeeId, body.failure);
    const account = accountScopeOf(request, credentials);

    const change = {
      request,
      store,
      account,
      route: name,
      canonicalBody: canonicalJson(body.value),
      accountFingerprints: sentFingerprints(account, [body.value.accountNumber]),
    };
    return performChange(change, ({ split, sharedUses, calendar, now }): Result<Decision, Problem> => {
      const found = findCurrent(split, request);
      if (!found.ok) return found;
      const { version, ...current } = found.value;
      const draft = readChangedDirectDeposit(body.value, current.accountNumberMask);
      const timed = decideEffectiveDate({ calendar, effectiveOn: body.value.effectiveOn, now });
      const unbroken = requireUnbroken(draft.ok ? [] : draft.failure, timed);
      if (!unbroken.ok) return unbroken;
      if (!draft.ok) return fail({ code: 'INTERNAL' });

      const { accountType, routingNumber, allocation, nickname, priority } = draft.value;
      const newAccount = draft.value.account;
      const accountFingerprint = newAccount
        ? fingerprintOf(account, newAccount.accountNumber.expose())
        : current.accountFingerprint;
      const decided = requireNoConflict(
        decideUpdate(split, found.value, {
          priority,
          accountType,
          routingNumber,
          allocation,
          accountFingerprint,
          routingFingerprint: fingerprintOf(account, routingNumber),
        }),
        timed,
      );
      if (!decided.ok) return decided;

      const { placement, timing } = decided.value;
      const wanted = { accountFingerprint, routingNumber };
      const shared = judgeChangedAccount(
        current,
        wanted,
        sharedUses,
        newAccount ? '/accountNumber' : '/routingNumber',
      );
      const row = {
        ...current,
        priority: placement.priority,
        nickname,
        accountType,
        routingNumber,
        accountNumberMask: newAccount?.mask ?? current.accountNumberMask,
        accountFingerprint,
        allocation,
        status: shared.status,
        requestedBy: shared.isAnotherAccount ? caller.subject : current.requestedBy,
        effectiveOn: timing.effective.firstPayrollAffected,
        updatedAt: now,
      };
      const warnings = [...draft.value.warnings, ...shared.warnings, ...timing.warnings];
      return succeed({
        changes: [
          ...movesOf(split, placement.shift, now, row.id),
          {
            kind: 'update',
            version,
            row,
            account: newAccount && sealAccount(account, row.id, newAccount),
          },
        ],
        action: 'update',
        directDepositId: row.id,
        before: auditedState(current),
        after: auditedState(row),
        effective: timing.effective,
        answer: {
          statusCode: 200,
          body: presentDirectDeposit(row, { caller, sharedUses, warnings }),
          tagged: { of: 'item', id: row.id },
        },
      });
    });
  },
};

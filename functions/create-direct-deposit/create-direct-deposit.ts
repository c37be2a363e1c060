// POST …/direct-deposits: adds one to an employee's net-pay split.

import { createDirectDepositRequest } from '#shared/api-contract/direct-deposit-request';
import {
  accountScopeOf,
  fingerprintOf,
  movesOf,
  newDirectDepositId,
  refuseUnreadable,
  sealAccount,
} from '#shared/direct-deposits/direct-deposit-change';
import type { DirectDepositRoute } from '#shared/direct-deposits/direct-deposit-route';
import { performChange, type Decision } from '#shared/direct-deposits/perform-change';
import { auditedState, presentDirectDeposit } from '#shared/direct-deposits/present-direct-deposit';
import { requireNoConflict, requireUnbroken } from '#shared/direct-deposits/refusals';
import { readNewDirectDeposit } from '#shared/domain/direct-deposit-draft';
import { decideEffectiveDate } from '#shared/domain/effective-date';
import { decideCreation } from '#shared/domain/net-pay-split';
import { employeesSharing, judgeSharedAccount } from '#shared/domain/shared-account';
import { canonicalJson } from '#shared/http/canonical-json';
import { readJsonBody } from '#shared/http/json-body';
import type { Problem } from '#shared/http/problem';
import { fail, succeed, type Result } from '#shared/platform/result';

const name = 'create-direct-deposit';

export const createDirectDeposit: DirectDepositRoute<'account-number-key'> = {
  name,
  wants: 'write',
  query: ['dryRun'],
  purposes: ['account-number-key'],
  answer: async (request, store, credentials) => {
    const { caller, employeeId } = request;
    const body = readJsonBody(request, createDirectDepositRequest);
    if (!body.ok) return refuseUnreadable(store, employeeId, body.failure);
    const account = accountScopeOf(request, credentials);
    const draft = readNewDirectDeposit(body.value);
    const accountFingerprint = draft.ok
      ? fingerprintOf(account, draft.value.account.accountNumber.expose())
      : undefined;

    const change = {
      request,
      store,
      account,
      route: name,
      canonicalBody: canonicalJson(body.value),
      accountFingerprints: accountFingerprint === undefined ? [] : [accountFingerprint],
    };
    return performChange(change, ({ split, sharedUses, calendar, now }): Result<Decision, Problem> => {
      const timed = decideEffectiveDate({ calendar, effectiveOn: body.value.effectiveOn, now });
      const unbroken = requireUnbroken(draft.ok ? [] : draft.failure, timed);
      if (!unbroken.ok) return unbroken;
      if (!draft.ok || accountFingerprint === undefined) return fail({ code: 'INTERNAL' });

      const { accountType, routingNumber, allocation, nickname, priority } = draft.value;
      const decided = requireNoConflict(
        decideCreation(split, {
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
      const sharers = employeesSharing(sharedUses, { accountFingerprint, routingNumber });
      const shared = judgeSharedAccount(sharers.length, '/accountNumber');
      const row = {
        id: newDirectDepositId(),
        employeeId,
        priority: placement.priority,
        nickname,
        accountType,
        routingNumber,
        accountNumberMask: draft.value.account.mask,
        accountFingerprint,
        allocation,
        status: shared.status,
        requestedBy: caller.subject,
        effectiveOn: timing.effective.firstPayrollAffected,
        createdAt: now,
        updatedAt: now,
      };
      const warnings = [...draft.value.warnings, ...shared.warnings, ...timing.warnings];
      const { id, ...shown } = presentDirectDeposit(row, { caller, sharedUses, warnings });
      return succeed({
        changes: [
          ...movesOf(split, placement.shift, now),
          { kind: 'create', row, account: sealAccount(account, row.id, draft.value.account) },
        ],
        action: 'create',
        directDepositId: row.id,
        before: null,
        after: auditedState(row),
        effective: timing.effective,
        answer: {
          statusCode: 201,
          body: { id, ...shown },
          dryBody: shown,
          location: `/api/employees/${encodeURIComponent(employeeId)}/direct-deposits/${id}`,
          tagged: { of: 'item', id: row.id },
        },
      });
    });
  },
};

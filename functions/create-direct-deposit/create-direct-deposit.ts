// POST …/direct-deposits: adds one to an employee's net-pay split.

import { createDirectDepositRequest } from '#shared/api-contract/direct-deposit-request';
import {
  auditEntry,
  fingerprintOf,
  newDirectDepositId,
  refuseUnreadable,
  requireEmployee,
  sealAccount,
} from '#shared/direct-deposits/direct-deposit-change';
import type { DirectDepositRoute } from '#shared/direct-deposits/direct-deposit-route';
import type { Creation } from '#shared/direct-deposits/direct-deposit-store';
import {
  auditedState,
  itemTag,
  presentDirectDeposit,
  tagHeader,
} from '#shared/direct-deposits/present-direct-deposit';
import { readNewDirectDeposit } from '#shared/domain/direct-deposit-draft';
import { decideCreation } from '#shared/domain/net-pay-split';
import type { RuleFinding } from '#shared/domain/rule';
import { readJsonBody } from '#shared/http/json-body';
import type { Problem } from '#shared/http/problem';
import { jsonAnswer } from '#shared/http/responses';
import { fail, succeed, type Result } from '#shared/platform/result';

type WarnedCreation = Creation & { readonly warnings: readonly RuleFinding[] };

export const createDirectDeposit: DirectDepositRoute<'account-number-key'> = {
  name: 'create-direct-deposit',
  wants: 'write',
  purposes: ['account-number-key'],
  answer: async (request, store, credentials) => {
    const { caller, employeeId } = request;
    const body = readJsonBody(request, createDirectDepositRequest);
    if (!body.ok) return refuseUnreadable(store, employeeId, body.failure);
    const draft = readNewDirectDeposit(body.value);
    const account = {
      tenantId: caller.tenantId,
      employeeId,
      keyset: credentials['account-number-key'].value.expose(),
    };

    const written = await store.change(employeeId, (stored): Result<WarnedCreation, Problem> => {
      const split = requireEmployee(stored);
      if (!split.ok) return split;
      if (!draft.ok) return fail({ code: 'RULE_BROKEN', errors: draft.failure });

      const { accountType, routingNumber, allocation, nickname, warnings } = draft.value;
      const accountNumber = draft.value.account.accountNumber;
      const accountFingerprint = fingerprintOf(account, accountNumber.expose());
      const placement = decideCreation(split.value, {
        priority: draft.value.priority,
        accountType,
        routingNumber,
        allocation,
        accountFingerprint,
        routingFingerprint: fingerprintOf(account, routingNumber),
      });
      if (!placement.ok) return fail({ code: 'RULE_CONFLICT', errors: placement.failure });

      const row = {
        id: newDirectDepositId(),
        employeeId,
        priority: placement.value.priority,
        nickname,
        accountType,
        routingNumber,
        accountNumberMask: draft.value.account.mask,
        accountFingerprint,
        allocation,
        status: 'active',
      } as const;
      return succeed({
        kind: 'create',
        row,
        account: sealAccount(account, row.id, draft.value.account),
        shift: placement.value.shift,
        audit: auditEntry(caller, request.requestId, { before: null, after: auditedState(row) }),
        warnings,
      });
    });
    if (!written.ok) return written;

    const { change, stamp } = written.value;
    const item = { ...change.row, ...stamp };
    const location = `/api/employees/${encodeURIComponent(employeeId)}/direct-deposits/${item.id}`;
    return succeed(
      jsonAnswer(201, presentDirectDeposit(item, change.warnings), { ...tagHeader(itemTag(item)), location }),
    );
  },
};

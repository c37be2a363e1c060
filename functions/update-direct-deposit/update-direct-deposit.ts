// PUT …/direct-deposits/{directDepositId}: replaces one; an account number that is left out stays as it is.

import { updateDirectDepositRequest } from '#shared/api-contract/direct-deposit-request';
import {
  auditEntry,
  findCurrent,
  fingerprintOf,
  refuseUnreadable,
  sealAccount,
} from '#shared/direct-deposits/direct-deposit-change';
import type { DirectDepositRoute } from '#shared/direct-deposits/direct-deposit-route';
import type { Update } from '#shared/direct-deposits/direct-deposit-store';
import {
  auditedState,
  itemTag,
  presentDirectDeposit,
  tagHeader,
} from '#shared/direct-deposits/present-direct-deposit';
import { readChangedDirectDeposit } from '#shared/domain/direct-deposit-draft';
import { decideUpdate } from '#shared/domain/net-pay-split';
import type { RuleFinding } from '#shared/domain/rule';
import { readJsonBody } from '#shared/http/json-body';
import type { Problem } from '#shared/http/problem';
import { jsonAnswer } from '#shared/http/responses';
import { fail, succeed, type Result } from '#shared/platform/result';

type WarnedUpdate = Update & { readonly warnings: readonly RuleFinding[] };

export const updateDirectDeposit: DirectDepositRoute<'account-number-key'> = {
  name: 'update-direct-deposit',
  wants: 'write',
  purposes: ['account-number-key'],
  answer: async (request, store, credentials) => {
    const { caller, employeeId, directDepositId, headers } = request;
    const body = readJsonBody(request, updateDirectDepositRequest);
    if (!body.ok) return refuseUnreadable(store, employeeId, body.failure);
    const account = {
      tenantId: caller.tenantId,
      employeeId,
      keyset: credentials['account-number-key'].value.expose(),
    };

    const written = await store.change(employeeId, (stored): Result<WarnedUpdate, Problem> => {
      const found = findCurrent(stored, directDepositId, headers['if-match']);
      if (!found.ok) return found;
      const { split, current } = found.value;
      const draft = readChangedDirectDeposit(body.value, current.accountNumberMask);
      if (!draft.ok) return fail({ code: 'RULE_BROKEN', errors: draft.failure });

      const { accountType, routingNumber, allocation, nickname, warnings } = draft.value;
      const newAccount = draft.value.account;
      const accountFingerprint = newAccount
        ? fingerprintOf(account, newAccount.accountNumber.expose())
        : current.accountFingerprint;
      const placement = decideUpdate(split, current, {
        priority: draft.value.priority,
        accountType,
        routingNumber,
        allocation,
        accountFingerprint,
        routingFingerprint: fingerprintOf(account, routingNumber),
      });
      if (!placement.ok) return fail({ code: 'RULE_CONFLICT', errors: placement.failure });

      const row = {
        id: current.id,
        employeeId,
        priority: placement.value.priority,
        nickname,
        accountType,
        routingNumber,
        accountNumberMask: newAccount?.mask ?? current.accountNumberMask,
        accountFingerprint,
        allocation,
        status: current.status,
      };
      return succeed({
        kind: 'update',
        version: current.version,
        row,
        account: newAccount && sealAccount(account, row.id, newAccount),
        shift: placement.value.shift,
        audit: auditEntry(caller, request.requestId, {
          before: auditedState(current),
          after: auditedState(row),
        }),
        warnings,
      });
    });
    if (!written.ok) return written;

    const { change, stamp } = written.value;
    const item = { ...change.row, ...stamp };
    return succeed(jsonAnswer(200, presentDirectDeposit(item, change.warnings), tagHeader(itemTag(item))));
  },
};

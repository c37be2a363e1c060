// PUT …/direct-deposits/{directDepositId}: replaces one; an account number that is left out stays as it is.

import { updateDirectDepositRequest } from '#shared/api-contract/direct-deposit-request';
import { fingerprintOf } from '#shared/direct-deposits/account-scope';
import { changeRoute } from '#shared/direct-deposits/change-route';
import { findCurrent, requireInForce } from '#shared/direct-deposits/find-direct-deposit';
import { auditedState, presentDirectDeposit } from '#shared/direct-deposits/present-direct-deposit';
import { broken, conflict } from '#shared/direct-deposits/refusals';
import { sentFingerprints } from '#shared/direct-deposits/sent-fingerprints';
import { shiftRows } from '#shared/direct-deposits/shift-rows';
import { updateRow } from '#shared/direct-deposits/update-row';
import { readChangedDirectDeposit } from '#shared/domain/direct-deposit-draft';
import { decideUpdate } from '#shared/domain/net-pay-split';
import { jsonBody } from '#shared/http/json-body';
import { succeed } from '#shared/platform/result';

const readBody = jsonBody(updateDirectDepositRequest);

export const updateDirectDeposit = changeRoute({
  name: 'update-direct-deposit',
  wants: 'write',
  readBody,
  sentAccounts: ({ accountNumber }, account) => sentFingerprints(account, [accountNumber]),

  decide: (scope) => {
    const { account, view, split, now } = scope;
    const found = findCurrent(view, scope.request);
    if (!found.ok) return found;
    const inForce = requireInForce(split, found.value);
    if (!inForce.ok) return inForce;
    const current = inForce.value;
    const draft = readChangedDirectDeposit(scope.body, current.accountNumberMask);
    if (!draft.ok) return broken(draft.failure);
    const sent = draft.value.account;
    const proposal = {
      ...draft.value,
      accountFingerprint: sent
        ? fingerprintOf(account, sent.accountNumber.expose())
        : current.accountFingerprint,
      routingFingerprint: fingerprintOf(account, draft.value.routingNumber),
    };
    const placement = decideUpdate(split, current, proposal);
    if (!placement.ok) return conflict(placement.failure);

    const { priority, shift } = placement.value;
    const { row, change, warnings } = updateRow(scope, current, { ...proposal, priority });
    return succeed({
      row,
      changes: [...shiftRows(split, shift, now, row.id), change],
      action: 'update',
      directDepositId: row.id,
      before: auditedState(current),
      after: auditedState(row),
      warnings: [...proposal.warnings, ...warnings],
    });
  },

  present: ({ row }, presentation) => ({
    statusCode: 200,
    body: presentDirectDeposit(row.id, presentation),
    tagged: { of: 'item', id: row.id },
  }),
});

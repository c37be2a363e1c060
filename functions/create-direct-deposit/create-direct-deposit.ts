// POST …/direct-deposits: adds one to an employee's net-pay split.

import { createDirectDepositRequest } from '#shared/api-contract/direct-deposit-request';
import { fingerprintOf } from '#shared/direct-deposits/account-scope';
import { changeRoute } from '#shared/direct-deposits/change-route';
import { auditedState, presentDirectDeposit } from '#shared/direct-deposits/present-direct-deposit';
import { createRow } from '#shared/direct-deposits/create-row';
import { broken, conflict } from '#shared/direct-deposits/refusals';
import { sentFingerprints } from '#shared/direct-deposits/sent-fingerprints';
import { shiftRows } from '#shared/direct-deposits/shift-rows';
import { readNewDirectDeposit } from '#shared/domain/direct-deposit-draft';
import { decideCreation } from '#shared/domain/net-pay-split';
import { jsonBody } from '#shared/http/json-body';
import { succeed } from '#shared/platform/result';

const readBody = jsonBody(createDirectDepositRequest);

export const createDirectDeposit = changeRoute({
  name: 'create-direct-deposit',
  wants: 'write',
  readBody,
  sentAccounts: ({ accountNumber }, account) => sentFingerprints(account, [accountNumber]),

  decide: (scope) => {
    const { account, split, now } = scope;
    const draft = readNewDirectDeposit(scope.body);
    if (!draft.ok) return broken(draft.failure);
    const proposal = {
      ...draft.value,
      accountFingerprint: fingerprintOf(account, draft.value.account.accountNumber.expose()),
      routingFingerprint: fingerprintOf(account, draft.value.routingNumber),
    };
    const placement = decideCreation(split, proposal);
    if (!placement.ok) return conflict(placement.failure);

    const { priority, shift } = placement.value;
    const { row, change, warnings } = createRow(scope, { ...proposal, priority });
    return succeed({
      row,
      changes: [...shiftRows(split, shift, now), change],
      action: 'create',
      directDepositId: row.id,
      before: null,
      after: auditedState(row),
      warnings: [...proposal.warnings, ...warnings],
    });
  },

  present: ({ row }, presentation) => {
    const { id, ...shown } = presentDirectDeposit(row.id, presentation);
    return {
      statusCode: 201,
      body: { id, ...shown },
      dryBody: shown,
      location: `/api/employees/${encodeURIComponent(row.employeeId)}/direct-deposits/${id}`,
      tagged: { of: 'item', id: row.id },
    };
  },
});

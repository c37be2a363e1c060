// PUT …/direct-deposits: replaces an employee's whole ordered set in one transaction. The order is the priority; an item with
// the id of a stored one changes that and may leave its account number out; what the set leaves out is removed.

import { replaceDirectDepositsRequest } from '#shared/api-contract/direct-deposit-request';
import { fingerprintOf } from '#shared/direct-deposits/account-scope';
import { changeRoute } from '#shared/direct-deposits/change-route';
import { requireMatch } from '#shared/direct-deposits/find-direct-deposit';
import {
  auditedState,
  listStateOf,
  listTag,
  presentDirectDeposit,
} from '#shared/direct-deposits/present-direct-deposit';
import { broken } from '#shared/direct-deposits/refusals';
import { sentFingerprints } from '#shared/direct-deposits/sent-fingerprints';
import { decideReplacement } from '#shared/domain/decide-replacement';
import { readReplacement } from '#shared/domain/read-replacement';
import { jsonBody } from '#shared/http/json-body';
import { succeed } from '#shared/platform/result';
import { replacementRow } from './replacement-row.ts';

const readBody = jsonBody(replaceDirectDepositsRequest);

export const replaceDirectDeposits = changeRoute({
  name: 'replace-direct-deposits',
  wants: 'write',
  readBody,
  sentAccounts: ({ items }, account) =>
    sentFingerprints(
      account,
      items.map(({ accountNumber }) => accountNumber),
    ),

  decide: (scope) => {
    const { account, split, request, body } = scope;
    const match = requireMatch(request.headers['if-match'], listTag(listStateOf(split.items)));
    if (!match.ok) return match;
    const drafts = readReplacement(split, body.items, body.confirm);
    if (!drafts.ok) return broken(drafts.failure);
    const proposals = drafts.value.map((draft) => ({
      ...draft,
      accountFingerprint: draft.account && fingerprintOf(account, draft.account.accountNumber.expose()),
      routingFingerprint: fingerprintOf(account, draft.routingNumber),
    }));
    const replacement = decideReplacement(split, proposals);
    if (!replacement.ok) return replacement;

    const { steps, removed } = replacement.value;
    const rows = steps.map((step) => replacementRow(scope, step));
    return succeed({
      rows,
      changes: [
        ...removed.map(({ id, version }) => ({ kind: 'remove', id, version }) as const),
        ...rows.flatMap(({ change }) => change ?? []),
      ],
      action: 'replace',
      directDepositId: null,
      before: split.items.map(auditedState),
      after: rows.map(({ row }) => auditedState(row)),
      warnings: [...proposals, ...rows].flatMap(({ warnings }) => warnings),
    });
  },

  present: ({ rows }, { warnings = [], ...presentation }) => {
    const items = rows.map(({ row }) => presentDirectDeposit(row, presentation));
    return {
      statusCode: 200,
      body: { items, warnings },
      dryBody: {
        items: items.map(({ id, ...shown }, index) =>
          rows[index]?.isNew === true ? shown : { id, ...shown },
        ),
        warnings,
      },
      tagged: {
        of: 'set',
        ids: rows.map(({ row }) => row.id),
        keptVersions: rows.flatMap(({ keptVersion }) => keptVersion ?? []),
      },
    };
  },
});

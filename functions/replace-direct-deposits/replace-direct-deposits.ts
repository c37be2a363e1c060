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
  presentDirectDeposits,
  presentItem,
  versionsIn,
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
  isWholeSet: true,
  readBody,
  sentAccounts: ({ items }, account) =>
    sentFingerprints(
      account,
      items.map(({ accountNumber }) => accountNumber),
    ),

  decide: (scope) => {
    const { account, view, split, request, body } = scope;
    const match = requireMatch(request.headers['if-match'], listTag(listStateOf(view)));
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
    const { view } = presentation;
    const { items, ...waiting } = presentDirectDeposits(presentation);
    const newIds = new Set(rows.flatMap(({ row, isNew }) => (isNew ? [row.id] : [])));
    return {
      statusCode: 200,
      body: { items, ...waiting, warnings },
      dryBody: {
        items: view.items.map((item) => {
          const { id, ...shown } = presentItem(item, presentation);
          return newIds.has(item.row.id) ? shown : { id, ...shown };
        }),
        ...waiting,
        warnings,
      },
      tagged: { of: 'set', keptVersions: versionsIn(view) },
    };
  },
});

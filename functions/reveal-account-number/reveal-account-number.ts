// POST …/{directDepositId}/reveal: the whole account number, for a person who signed in recently. The look is audited before
// the number is answered; the answer is stored nowhere.

import type { AccountNumberAnswer } from '#shared/api-contract/other-answers';
import { openAccountNumber } from '#shared/crypto/account-number-seal';
import { accountScopeOf } from '#shared/direct-deposits/account-scope';
import { authorOf, toWrite } from '#shared/direct-deposits/audited-write';
import type { DirectDepositRoute } from '#shared/direct-deposits/direct-deposit-route';
import type { Write } from '#shared/direct-deposits/direct-deposit-store';
import {
  findDirectDeposit,
  refuseUnreadable,
  requireEmployee,
} from '#shared/direct-deposits/find-direct-deposit';
import { auditedState } from '#shared/direct-deposits/present-direct-deposit';
import { sealedAccountOf } from '#shared/direct-deposits/sealed-account';
import { viewToday } from '#shared/direct-deposits/split-view';
import { isDirectDepositId } from '#shared/domain/direct-deposit-id';
import { revealReasons } from '#shared/domain/reveal-reason';
import type { Problem } from '#shared/http/problem';
import { readQueryChoice, readQuerySwitch } from '#shared/http/query-parameters';
import { jsonAnswer } from '#shared/http/responses';
import { fail, succeed, type Result } from '#shared/platform/result';
import type { Secret } from '#shared/platform/secret';

const noDryRun: Problem = {
  code: 'QUERY_MALFORMED',
  detail: 'A reveal cannot be a dry run: it is audited before it answers.',
};

type Reveal = Write & { readonly accountNumber: Secret<string> };

export const revealAccountNumber: DirectDepositRoute<'account-number-key'> = {
  name: 'reveal-account-number',
  wants: 'reveal',
  query: ['dryRun', 'reason'],
  maxAuthenticationSeconds: 600,
  purposes: ['account-number-key'],
  answer: async (request, store, credentials) => {
    const { employeeId, directDepositId } = request;
    const account = accountScopeOf(request, credentials);
    const isDry = readQuerySwitch(request, 'dryRun');
    if (!isDry.ok) return refuseUnreadable(store, employeeId, isDry.failure);
    if (isDry.value) return refuseUnreadable(store, employeeId, noDryRun);
    const reason = readQueryChoice(request, 'reason', revealReasons);
    if (!reason.ok) return refuseUnreadable(store, employeeId, reason.failure);
    const scope = {
      accountFingerprints: [],
      sealedOf: isDirectDepositId(directDepositId) ? directDepositId : undefined,
    };

    const revealed = await store.change(employeeId, scope, (gathered): Result<Reveal, Problem> => {
      const employee = requireEmployee(gathered);
      if (!employee.ok) return employee;
      const found = findDirectDeposit(viewToday(employee.value), directDepositId);
      if (!found.ok) return found;
      const { id } = found.value.row;
      const { upcoming, sealedAccount: stored } = employee.value;
      const sealedAccount = sealedAccountOf(found.value.row, upcoming, stored);
      const opened =
        sealedAccount &&
        openAccountNumber(
          account.keyset,
          { tenantId: account.tenantId, employeeId, directDepositId: id },
          sealedAccount.keyVersion,
          sealedAccount.sealed,
        );
      if (opened?.ok !== true) return fail({ code: 'ACCOUNT_NUMBER_UNREADABLE' });
      const write = toWrite(authorOf(request), account, employee.value, {
        changes: [],
        action: 'reveal',
        directDepositId: id,
        before: null,
        after: {
          ...auditedState(found.value.row),
          ...(reason.value === undefined ? {} : { reason: reason.value }),
        },
      });
      return succeed({ ...write, accountNumber: opened.value });
    });
    if (!revealed.ok) return revealed;
    const shown: AccountNumberAnswer = { accountNumber: revealed.value.write.accountNumber.expose() };
    return succeed(jsonAnswer(200, shown));
  },
};

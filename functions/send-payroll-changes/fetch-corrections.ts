// Corrections of the bank that the payroll suite has told of: it gives the corrected account on request, under its key, so that no account
// number passes through the webhook and the bus. What cannot be had now is there for the next run.

import { applyBankAnswer } from '#shared/direct-deposits/apply-bank-answer';
import type { AccountScope } from '#shared/direct-deposits/account-scope';
import type { DirectDepositStore } from '#shared/direct-deposits/direct-deposit-store';
import type { Deadline } from '#shared/platform/deadline';
import type { Log } from '#shared/platform/log';
import { Secret } from '#shared/platform/secret';
import type { PayrollSuite } from '#shared/payroll/payroll-suite';

type Tools = {
  readonly store: DirectDepositStore;
  readonly suite: PayrollSuite;
  readonly log: Log;
};

const mostEach = 100;
/** Another correction is not begun with less time left. */
const leastUsefulMs = 6_000;

const author = { subject: 'bank', requestId: 'fetch-corrections' };

export const fetchCorrections = async (
  { store, suite, log }: Tools,
  scope: Omit<AccountScope, 'employeeId'>,
  deadline: Deadline,
): Promise<void> => {
  const { tenantId } = scope;
  const awaited = await store.listAwaited(mostEach);
  if (!awaited.ok) {
    log('bank.correction.postponed', { tenantId, code: awaited.failure.code });
    return;
  }
  for (const awaitedAnswer of awaited.value) {
    const { employeeId, directDepositId, accountId, traceNumber, code, suiteAnswerId } = awaitedAnswer;
    if (deadline.remainingMs() < leastUsefulMs) return;
    const told = await suite.getCorrection(suiteAnswerId ?? '', deadline);
    if (!told.ok && told.failure.kind !== 'refused') {
      log('bank.correction.postponed', { tenantId, code: told.failure.code });
      return;
    }
    const isOfEntry = told.ok && told.value.code === code && told.value.traceNumber === traceNumber;
    const applied = await applyBankAnswer(store, { ...scope, employeeId }, author, {
      ...{ employeeId, directDepositId, accountId, traceNumber, code },
      // What the suite does not give, or gives of another entry, is for a person to look at.
      correctedData: isOfEntry ? told.value.correctedData : new Secret(''),
    });
    if (applied.ok) log('bank.answer.applied', { tenantId, code, effect: applied.value });
    else log('bank.correction.postponed', { tenantId, code: applied.failure.code });
  }
};

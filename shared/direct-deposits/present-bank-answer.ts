// What a bank answered, as payroll sees it.

import type { BankAnswerAnswer } from '../api-contract/other-answers.ts';
import { bankCodeWords, openEffects } from '../domain/payroll/bank-answer.ts';
import type { ListedBankAnswer } from './bank-answers.ts';

export const presentBankAnswer = ({
  id,
  employeeId,
  directDepositId,
  code,
  effect,
  traceNumber,
  receivedAt,
  dismissedAt,
  dismissedBy,
}: ListedBankAnswer): BankAnswerAnswer => ({
  id,
  employeeId,
  directDepositId,
  code,
  reason: bankCodeWords(code),
  effect,
  traceNumber,
  receivedAt: receivedAt.toISOString(),
  isOpen: dismissedAt === null && openEffects.includes(effect),
  dismissedAt: dismissedAt && dismissedAt.toISOString(),
  dismissedBy,
});

// Every schema of the contract by the name that it has in the document.

import {
  allocation as shownAllocation,
  effective,
  explanation,
  holdReason,
  prenote,
  receipt,
  upcoming,
  warning,
} from '#shared/api-contract/answer-members';
import {
  consideredDirectDepositAnswer,
  consideredRemovalAnswer,
  consideredReplacementAnswer,
  directDepositAnswer,
  directDepositListAnswer,
  proposedDirectDepositAnswer,
  removalAnswer,
  replacementAnswer,
  writtenDirectDepositAnswer,
} from '#shared/api-contract/direct-deposit-answer';
import {
  allocation,
  createDirectDepositRequest,
  fixedAllocation,
  percentageAllocation,
  remainderAllocation,
  replaceDirectDepositsRequest,
  simulateNetPayRequest,
  updateDirectDepositRequest,
} from '#shared/api-contract/direct-deposit-request';
import {
  accountNumberAnswer,
  bankAnswerAnswer,
  bankAnswersAnswer,
  historyAnswer,
  metaAnswer,
  payrollDestinationsAnswer,
  recordedState,
  simulationAnswer,
} from '#shared/api-contract/other-answers';
import { employeesAnswer, tenantDirectDepositsAnswer } from '#shared/api-contract/tenant-answers';
import { gatewayMessage, problemAnswer } from '#shared/api-contract/refusal-answer';

export const requestSchemas = {
  CreateDirectDepositRequest: createDirectDepositRequest,
  UpdateDirectDepositRequest: updateDirectDepositRequest,
  ReplaceDirectDepositsRequest: replaceDirectDepositsRequest,
  SimulateNetPayRequest: simulateNetPayRequest,
  AllocationRequest: allocation,
  FixedAllocationRequest: fixedAllocation,
  PercentageAllocationRequest: percentageAllocation,
  RemainderAllocationRequest: remainderAllocation,
} as const;

export const answerSchemas = {
  DirectDeposit: directDepositAnswer,
  DirectDepositList: directDepositListAnswer,
  WrittenDirectDeposit: writtenDirectDepositAnswer,
  ConsideredDirectDeposit: consideredDirectDepositAnswer,
  ProposedDirectDeposit: proposedDirectDepositAnswer,
  Removal: removalAnswer,
  ConsideredRemoval: consideredRemovalAnswer,
  Replacement: replacementAnswer,
  ConsideredReplacement: consideredReplacementAnswer,
  Simulation: simulationAnswer,
  AccountNumber: accountNumberAnswer,
  History: historyAnswer,
  PayrollDestinations: payrollDestinationsAnswer,
  Employees: employeesAnswer,
  TenantDirectDeposits: tenantDirectDepositsAnswer,
  BankAnswers: bankAnswersAnswer,
  BankAnswer: bankAnswerAnswer,
  RecordedState: recordedState,
  Meta: metaAnswer,
  Allocation: shownAllocation,
  Warning: warning,
  HoldReason: holdReason,
  Upcoming: upcoming,
  Prenote: prenote,
  Explanation: explanation,
  Effective: effective,
  Receipt: receipt,
  Problem: problemAnswer,
  GatewayMessage: gatewayMessage,
} as const;

export type RequestSchemaName = keyof typeof requestSchemas;
export type AnswerSchemaName = keyof typeof answerSchemas;

/** What the two shapes and the members' names do not say by themselves. */
export const schemaDescriptions: Readonly<Partial<Record<RequestSchemaName | AnswerSchemaName, string>>> = {
  AllocationRequest:
    'How much of the net pay goes to the account. Any other kind is refused by `allocation.kind`.',
  UpdateDirectDepositRequest:
    'The whole representation. Without `accountNumber` the stored one stays; without `nickname` it is removed; without `priority` it keeps its place.',
  ReplaceDirectDepositsRequest:
    'The whole ordered set; its order is the priority. An item with the `id` of a stored one changes that and may leave its account number out; one without is new; what is left out is removed.',
  SimulateNetPayRequest:
    'Net pays, and the set to divide them among where it is not the stored one. Of an item only its share counts.',
  DirectDeposit: 'With the account number masked.',
  WrittenDirectDeposit:
    'A direct deposit as it is now stored, when that counts, and the receipt of the change.',
  ConsideredDirectDeposit: 'A dry run: what would be stored.',
  ProposedDirectDeposit: 'A dry run: what would be stored, without the id that it would get.',
  ConsideredRemoval: 'A dry run of a removal.',
  ConsideredReplacement: 'A dry run: what would be stored. Items that would be new have no id.',
  RecordedState: 'A direct deposit as it was then.',
  Effective: 'The first payroll that a change reaches; nulls where no pay calendar says.',
  Receipt:
    'A keyed digest over the entry of the history and the receipt before it. A kept receipt proves what was there.',
  HoldReason: 'Why nothing is paid to a direct deposit.',
  Warning: 'What is accepted, but worth a second look. `pointer` is a JSON Pointer into the request.',
  Problem: 'A refusal (RFC 9457). `errors` has every broken rule at once; it never repeats what was sent.',
  GatewayMessage: 'What the gateway says by itself, before or instead of the API.',
};

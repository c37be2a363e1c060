// What a request wants a direct deposit to be, judged by the request alone; all broken rules are found together.

import { fail, succeed, type Result } from '../platform/result.ts';
import { readAccountNumber, type AccountNumberReading } from './account-number.ts';
import { readAllocation, type Allocation, type AllocationInput } from './allocation.ts';
import { unconfirmedWarnings } from './confirmation.ts';
import type { AccountType } from './direct-deposit.ts';
import { readNickname } from './nickname.ts';
import { readRoutingNumber, type RoutingNumber } from './routing-number.ts';
import { finding, type RuleFinding } from './rule.ts';

/** A request's members: right JSON types, values not yet judged. Where it holds a list, `confirm` is the request's. */
type CommonInput = {
  readonly priority?: number | undefined;
  readonly nickname?: string | undefined;
  readonly accountType: string;
  readonly routingNumber: string;
  readonly allocation: AllocationInput;
  /** The account number typed a second time. */
  readonly accountNumberConfirm?: string | undefined;
  /** Rules by name whose warnings the person has seen. */
  readonly confirm?: readonly string[] | undefined;
};
export type NewDirectDepositInput = CommonInput & { readonly accountNumber: string };
export type ChangedDirectDepositInput = CommonInput & { readonly accountNumber?: string | undefined };

type Draft<A> = {
  readonly priority: number | undefined;
  readonly nickname: string | null;
  readonly accountType: AccountType;
  readonly routingNumber: RoutingNumber;
  readonly account: A;
  readonly allocation: Allocation;
  readonly warnings: readonly RuleFinding[];
};
export type NewDirectDepositDraft = Draft<AccountNumberReading>;
/** Without an account where the stored account number stays. */
export type ChangedDirectDepositDraft = Draft<AccountNumberReading | undefined>;

type Judged<T> = Result<T, readonly RuleFinding[]>;

const readAccountType = (text: string, pointer: string): Judged<AccountType> =>
  text === 'checking' || text === 'savings' ? succeed(text) : fail([finding('account.type', pointer)]);

const readPriority = (value: number | undefined, pointer: string): Judged<number | undefined> =>
  value === undefined || (Number.isInteger(value) && value >= 1)
    ? succeed(value)
    : fail([finding('splits.priority', pointer, 'A priority is a whole number from 1.')]);

const brokenRules = (results: readonly Judged<unknown>[]): readonly RuleFinding[] =>
  results.flatMap((result) => (result.ok ? [] : result.failure));

/** Judged on the texts as sent, so a repetition without an account number differs from it, too. */
const repetitionFindings = (input: ChangedDirectDepositInput, pointer: string): readonly RuleFinding[] =>
  input.accountNumberConfirm === undefined || input.accountNumberConfirm === input.accountNumber
    ? []
    : [finding('account.confirm', pointer)];

const readDraft = <A extends AccountNumberReading | undefined>(
  input: ChangedDirectDepositInput,
  account: Judged<A>,
  at: string,
): Judged<Draft<A>> => {
  const priority = readPriority(input.priority, `${at}/priority`);
  const nickname =
    input.nickname === undefined ? succeed(null) : readNickname(input.nickname, `${at}/nickname`);
  const accountType = readAccountType(input.accountType, `${at}/accountType`);
  const routing = readRoutingNumber(input.routingNumber, `${at}/routingNumber`);
  const allocation = readAllocation(input.allocation, `${at}/allocation`);

  const accountWarnings = account.ok ? (account.value?.warnings ?? []) : [];
  const isAccountTheRouting =
    account.ok && routing.ok && account.value?.accountNumber.expose() === routing.value.routingNumber;
  const accountFindings = [
    ...(isAccountTheRouting ? [finding('account.equalsRouting', `${at}/accountNumber`)] : []),
    ...unconfirmedWarnings(accountWarnings, input.confirm),
    ...repetitionFindings(input, `${at}/accountNumberConfirm`),
  ];
  const isJudged = priority.ok && nickname.ok && accountType.ok && routing.ok && account.ok && allocation.ok;
  if (!isJudged || accountFindings.length > 0) {
    return fail([
      ...brokenRules([priority, nickname, accountType, routing, account, allocation]),
      ...accountFindings,
    ]);
  }

  return succeed({
    priority: priority.value,
    nickname: nickname.value,
    accountType: accountType.value,
    routingNumber: routing.value.routingNumber,
    account: account.value,
    allocation: allocation.value,
    warnings: [...routing.value.warnings, ...accountWarnings],
  });
};

/** @param at JSON Pointer of the direct deposit in the request, empty where it is the whole request */
export const readNewDirectDeposit = (input: NewDirectDepositInput, at = ''): Judged<NewDirectDepositDraft> =>
  readDraft(input, readAccountNumber(input.accountNumber, `${at}/accountNumber`), at);

/**
 * @param ownMask the mask that the stored row shows; an account number equal to it means "unchanged"
 * @param at JSON Pointer of the direct deposit in the request, empty where it is the whole request
 */
export const readChangedDirectDeposit = (
  input: ChangedDirectDepositInput,
  ownMask: string,
  at = '',
): Judged<ChangedDirectDepositDraft> =>
  readDraft(
    input,
    input.accountNumber === undefined || input.accountNumber === ownMask
      ? succeed(undefined)
      : readAccountNumber(input.accountNumber, `${at}/accountNumber`),
    at,
  );

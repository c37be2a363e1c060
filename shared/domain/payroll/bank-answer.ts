// What a bank answers to an entry: a return (Nacha Operating Rules, Appendix Four) or a notification of change (Appendix Five), by code, and
// what each does to the direct deposit.

import { accountNumberPattern } from '../account-number.ts';
import type { AccountType } from '../direct-deposit.ts';
import { readRoutingNumber, type RoutingNumber } from '../routing-number.ts';
import { fail, succeed, type Result } from '../../platform/result.ts';

/** `R03` or `C01`: a letter and two digits. */
export type BankCode = string;

export const bankCodePattern = /^[RC][0-9]{2}$/;
export const traceNumberPattern = /^[0-9]{15}$/;

export const isBankCode = (value: unknown): value is BankCode =>
  typeof value === 'string' && bankCodePattern.test(value);

export const isCorrectionCode = (code: BankCode): boolean => code.startsWith('C');

export const bankAnswerEffects = [
  'rejected',
  'held',
  'corrected',
  /** Shown to payroll, nothing changed. */
  'recorded',
  /** A person has to look. */
  'queued',
  /** To an account that is no longer the direct deposit's. */
  'replaced',
  /** A correction whose data the payroll suite has yet to be asked for. */
  'awaited',
] as const;
export type BankAnswerEffect = (typeof bankAnswerEffects)[number];

/** `reject`: nothing is paid to the account any more. `hold`: nothing until a person has looked. `record`: shown and nothing else. */
export type ReturnEffect = 'reject' | 'hold' | 'record';

type ReturnReason = { readonly effect: ReturnEffect; readonly words: string };

const returns: Readonly<Record<string, ReturnReason>> = {
  R01: { effect: 'record', words: 'insufficient funds' },
  R02: { effect: 'reject', words: 'the account is closed' },
  R03: { effect: 'reject', words: 'there is no such account, or it is not of this person' },
  R04: { effect: 'reject', words: 'the account number is not valid' },
  R06: { effect: 'record', words: 'returned at the request of the originating bank' },
  R09: { effect: 'record', words: 'uncollected funds' },
  R13: { effect: 'reject', words: 'the routing number is not one of a bank that takes part' },
  R14: { effect: 'hold', words: 'the person who is paid for another has died' },
  R15: { effect: 'hold', words: 'the person who is paid has died' },
  R16: { effect: 'hold', words: 'the account is frozen' },
  R17: { effect: 'hold', words: 'the entry is questionable' },
  R20: { effect: 'reject', words: 'the account takes no payments of this kind' },
  R24: { effect: 'record', words: 'the entry came twice' },
  R34: { effect: 'record', words: 'the originating bank may take part only in part' },
};

/** One that is not known is recorded. */
export const returnReason = (code: BankCode): ReturnReason =>
  returns[code] ?? { effect: 'record', words: 'a code that is not known here' };

const correctionWords: Readonly<Record<string, string>> = {
  C01: 'another account number',
  C02: 'another routing number',
  C03: 'another routing and account number',
  C04: 'another name',
  C05: 'another type of account',
  C06: 'another account number and type',
  C07: 'another routing number, account number and type',
  C09: 'another identification of the person',
  C13: 'the addenda record is not as it should be',
  C14: 'the entry has to be an international one',
};

export const bankCodeWords = (code: BankCode): string =>
  isCorrectionCode(code)
    ? (correctionWords[code] ?? 'a code that is not known here')
    : returnReason(code).words;

/** The codes that are applied by the system; all others a person looks at. */
export const appliedCorrections = ['C01', 'C02', 'C03', 'C05', 'C06', 'C07'] as const;
export type AppliedCorrection = (typeof appliedCorrections)[number];

export const isAppliedCorrection = (code: BankCode): code is AppliedCorrection =>
  appliedCorrections.some((applied) => applied === code);

/** What of an account becomes another one. */
export type Correction = {
  readonly accountNumber?: string;
  readonly routingNumber?: RoutingNumber;
  readonly accountType?: AccountType;
};

/** 21 to 24 and 26 to 29 are entries to checking accounts, 31 to 34 and 36 to 39 to savings accounts. */
export const typeOfTransaction = (code: string): AccountType | undefined => {
  if (!/^[23][1-46-9]$/.test(code)) return undefined;
  return code.startsWith('2') ? 'checking' : 'savings';
};

type Member = 'account' | 'routing' | 'type';

const layouts: Readonly<Record<AppliedCorrection, readonly (readonly [Member, number, number])[]>> = {
  C01: [['account', 1, 17]],
  C02: [['routing', 1, 9]],
  C03: [
    ['routing', 1, 9],
    ['account', 13, 29],
  ],
  C05: [['type', 1, 2]],
  C06: [
    ['account', 1, 17],
    ['type', 21, 22],
  ],
  C07: [
    ['routing', 1, 9],
    ['account', 10, 26],
    ['type', 27, 28],
  ],
};

const readMember = (member: Member, text: string): Correction | undefined => {
  switch (member) {
    case 'account':
      return accountNumberPattern.test(text) && !/^0+$/.test(text) ? { accountNumber: text } : undefined;
    case 'routing': {
      const routing = readRoutingNumber(text, '');
      return routing.ok ? { routingNumber: routing.value.routingNumber } : undefined;
    }
    case 'type': {
      const accountType = typeOfTransaction(text);
      return accountType === undefined ? undefined : { accountType };
    }
  }
};

/** Where the rules place the parts; undefined where anything stands between or behind them: a part would be cut. */
const partsInPlace = (
  data: string,
  layout: readonly (readonly [Member, number, number])[],
): readonly string[] | undefined => {
  const isOfPart = (position: number): boolean =>
    layout.some(([, from, to]) => position >= from && position <= to);
  const isElsewhereBlank = [...data].every((character, index) => character === ' ' || isOfPart(index + 1));
  return isElsewhereBlank ? layout.map(([, from, to]) => data.slice(from - 1, to).trim()) : undefined;
};

/** @param data positions 36 to 64 of an addenda record 98 */
export const readCorrection = (
  code: AppliedCorrection,
  data: string,
): Result<Correction, 'CORRECTION_UNREADABLE'> => {
  const layout = layouts[code];
  // Banks also write them apart by blanks and nothing else.
  for (const parts of [partsInPlace(data, layout) ?? [], data.trim().split(/\s+/)]) {
    if (parts.length !== layout.length) continue;
    const read = layout.flatMap(([member], index) => readMember(member, parts[index] ?? '') ?? []);
    if (read.length === layout.length) return succeed(read.reduce((all, one) => ({ ...all, ...one }), {}));
  }
  return fail('CORRECTION_UNREADABLE');
};

/** What a person has to look at until somebody dismisses it. */
export const openEffects: readonly BankAnswerEffect[] = ['held', 'recorded', 'queued'];

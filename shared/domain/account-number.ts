// Bank account numbers as text: never a number, leading zeros count. Rules and mask only; sealing lives in crypto.

import { fail, succeed, type Result } from '../platform/result.ts';
import { Secret } from '../platform/secret.ts';
import { looksLikeCardNumber } from './payment-card-number.ts';
import { finding, type RuleFinding } from './rule.ts';

export const accountNumberPattern = /^[0-9]{4,17}$/;
const maskPrefix = '****';
/** What `maskAccountNumber` makes. */
export const accountNumberMaskPattern = /^\*{4}(?:[0-9]{2}|[0-9]{4})$/;

export type AccountNumberReading = {
  readonly accountNumber: Secret<string>;
  readonly mask: string;
  readonly warnings: readonly RuleFinding[];
};

/** `****` and the last 4 characters of a number of 8 or more, else the last 2. */
export const maskAccountNumber = (accountNumber: string): string =>
  maskPrefix + accountNumber.slice(accountNumber.length >= 8 ? -4 : -2);

const looksMasked = (text: string): boolean => /^[*•#xX]{2,}/.test(text) || text.includes('*');

export const readAccountNumber = (
  text: string,
  pointer: string,
): Result<AccountNumberReading, readonly RuleFinding[]> => {
  if (looksMasked(text)) return fail([finding('mask.token', pointer)]);
  if (!accountNumberPattern.test(text)) return fail([finding('account.chars', pointer)]);
  if (/^0+$/.test(text)) return fail([finding('account.zero', pointer)]);

  const isOneDigitRepeated = /^([0-9])\1+$/.test(text);
  return succeed({
    accountNumber: new Secret(text),
    mask: maskAccountNumber(text),
    warnings: [
      ...(isOneDigitRepeated ? [finding('account.repeat', pointer)] : []),
      ...(looksLikeCardNumber(text) ? [finding('account.looksLikeCard', pointer)] : []),
    ],
  });
};

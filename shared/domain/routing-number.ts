// ABA routing transit numbers: length, checksum and prefix, and nothing that needs the Federal Reserve's directory.

import { fail, succeed, type Result } from '../platform/result.ts';
import { finding, type RuleFinding } from './rule.ts';

declare const brand: unique symbol;
export type RoutingNumber = string & { readonly [brand]: 'RoutingNumber' };

export const routingNumberPattern = /^[0-9]{9}$/;
/** As a request may spell it; what stands between the digits is dropped. */
export const routingNumberInputPattern = /^[ -]*(?:[0-9][ -]*){9}$/;
const checksumWeights = [3, 7, 1, 3, 7, 1, 3, 7, 1];

/** Nine digits: all that a stored one promises; whether a new one is acceptable is for `readRoutingNumber`. */
export const isRoutingNumber = (value: unknown): value is RoutingNumber =>
  typeof value === 'string' && routingNumberPattern.test(value);

const hasValidChecksum = (digits: string): boolean =>
  checksumWeights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0) % 10 === 0;

type PrefixStanding = 'assigned' | 'electronic' | 'unassigned';

/** 01–12 and 21–32 belong to the Federal Reserve districts, 61–72 to electronic transactions; nothing else is in use. */
const prefixStanding = (digits: string): PrefixStanding => {
  const prefix = Number(digits.slice(0, 2));
  if ((prefix >= 1 && prefix <= 12) || (prefix >= 21 && prefix <= 32)) return 'assigned';
  return prefix >= 61 && prefix <= 72 ? 'electronic' : 'unassigned';
};

export type RoutingNumberReading = {
  readonly routingNumber: RoutingNumber;
  readonly warnings: readonly RuleFinding[];
};

/** Blanks and dashes are dropped only where nine digits are left. Finds checksum and prefix broken together. */
export const readRoutingNumber = (
  text: string,
  pointer: string,
): Result<RoutingNumberReading, readonly RuleFinding[]> => {
  const digits = text.replaceAll(/[ -]/g, '');
  if (!isRoutingNumber(digits)) return fail([finding('routing.length', pointer)]);

  const standing = prefixStanding(digits);
  const broken = [
    ...(hasValidChecksum(digits) ? [] : [finding('routing.checksum', pointer)]),
    ...(standing === 'unassigned' ? [finding('routing.prefix', pointer)] : []),
  ];
  if (broken.length > 0) return fail(broken);

  const electronicOnly = 'Routing numbers that start with 61 to 72 serve electronic transactions only.';
  const warnings = standing === 'electronic' ? [finding('routing.prefix', pointer, electronicOnly)] : [];
  return succeed({ routingNumber: digits, warnings });
};

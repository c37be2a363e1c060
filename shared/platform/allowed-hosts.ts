// Which servers a decrypted credential may lead to, so that a written or imported credential cannot send a tenant's requests elsewhere.
// DEPOSITS_SQL_HOST_SUFFIXES (databases) and DEPOSITS_PAYROLL_HOST_SUFFIXES (payroll suites): comma separated; db.example.com allows itself and a.db.example.com. Empty: any. An address (10.0.0.7, ::1) is
// allowed only when it is listed itself.

import { isIP } from 'node:net';
import type { Environment } from './environment.ts';

export type AllowedHosts = readonly string[];

const labelForm = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/** In lower case, without the dot that ends a full name, without brackets around an address. */
const normalized = (host: string): string =>
  host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');

/** No name ends in a number: 10.0.0.256 is a mistyped address. */
const isHostSuffix = (text: string): boolean =>
  isIP(text) !== 0 ||
  (text.length <= 253 &&
    !/(?:^|\.)\d+$/.test(text) &&
    text.split('.').every((label) => labelForm.test(label)));

type HostVariable = 'DEPOSITS_SQL_HOST_SUFFIXES' | 'DEPOSITS_PAYROLL_HOST_SUFFIXES';

export const readAllowedHosts = (
  env: Environment,
  variable: HostVariable = 'DEPOSITS_SQL_HOST_SUFFIXES',
): AllowedHosts => {
  const items = (env[variable] ?? '')
    .split(/[\s,]+/)
    .map((item) => normalized(item).replace(/^\./, ''))
    .filter((item) => item !== '');
  if (!items.every(isHostSuffix)) {
    throw new TypeError(`${variable} must list host names or addresses, comma separated`);
  }
  return items;
};

/** By whole labels. What looks up as an address in other ways of writing it (`0x7f.1`) is no listed name either. */
export const isHostAllowed = (allowed: AllowedHosts, host: string): boolean => {
  if (allowed.length === 0) return true;
  const name = normalized(host);
  if (isIP(name) !== 0) return allowed.includes(name);
  if (!isHostSuffix(name)) return false;
  return allowed.some((suffix) => isIP(suffix) === 0 && (name === suffix || name.endsWith(`.${suffix}`)));
};

// A credential as it may be shown on a terminal: its secrets masked at one length, and what tells one credential from another in
// the clear. What this table does not name is masked.

import { isRecord } from '#shared/platform/exact-shape';
import {
  isPurpose,
  type CredentialValues,
  type Purpose,
  type StorablePurpose,
} from '#shared/credentials/purpose';

export const mask = '********';

type Visibility = {
  readonly [K in Purpose]: Readonly<Record<keyof CredentialValues[K], 'shown' | 'secret'>>;
};

const visibility: Visibility = {
  'sql-server': { server: 'shown', port: 'shown', database: 'shown', user: 'shown', password: 'secret' },
  'account-number-key': { current: 'shown', keys: 'secret', indexKey: 'secret' },
  'payroll-api': { url: 'shown', key: 'secret' },
};

const membersOf = (purpose: StorablePurpose): Readonly<Record<string, 'shown' | 'secret'>> => {
  if (isPurpose(purpose)) return visibility[purpose];
  return purpose === 'sql-server-admin' ? visibility['sql-server'] : {};
};

/** Members by name; whatever is in them is masked. */
const maskAll = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return mask;
  if (Array.isArray(value)) return value.map(maskAll);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, maskAll(member)]));
};

/** Text and numbers only; an address with a query may carry a key in it. */
const mayBeShown = (member: unknown): boolean =>
  typeof member === 'number' || (typeof member === 'string' && !member.includes('?'));

export const maskCredential = (purpose: StorablePurpose, value: unknown): unknown => {
  if (!isRecord(value)) return maskAll(value);
  const members = membersOf(purpose);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const isShown = Object.hasOwn(members, name) && members[name] === 'shown' && mayBeShown(member);
      return [name, isShown ? member : maskAll(member)];
    }),
  );
};

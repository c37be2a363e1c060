// Guards against pay that is diverted with a stolen sign-in: a second change of destination within 30 days, or one within 7 days of a reset of the
// person's credentials, is held until payroll has looked; a tenant may ask for a second person with every change.

import type { Caller } from './caller.ts';
import type { RuleName } from './rule.ts';

export type ChangeGuards = {
  readonly holdsFastChanges: boolean;
  readonly approvesChanges: boolean;
  /** For each person and day; 0: as many as anybody likes. */
  readonly newAccountsPerDay: number;
};

/** For a tenant that says nothing. */
export const defaultChangeGuards: ChangeGuards = {
  holdsFastChanges: true,
  approvesChanges: false,
  newAccountsPerDay: 20,
};

/** How long a change of destination is remembered, and how many of them, the present one not counted, make the next one fast. */
export const fastChangeDays = 30;
const earlierChangesToHold = 1;
const resetDays = 7;
/** While somebody sets up where their pay goes, another account changes no destination. */
const setUpDays = 7;
const dayMs = 86_400_000;

export type GuardReason = Extract<RuleName, 'fraud.velocity' | 'fraud.approval'>;

/** Why a change of destination by this caller is held; undefined where it is not. */
export const guardReason = (
  { holdsFastChanges, approvesChanges }: ChangeGuards,
  { credentialsResetAtSeconds }: Pick<Caller, 'credentialsResetAtSeconds'>,
  { recentChanges, now }: { readonly recentChanges: number; readonly now: Date },
): GuardReason | undefined => {
  const sinceResetMs = now.getTime() - (credentialsResetAtSeconds ?? -Infinity) * 1_000;
  const isFast = recentChanges >= earlierChangesToHold || sinceResetMs <= resetDays * dayMs;
  if (holdsFastChanges && isFast) return 'fraud.velocity';
  return approvesChanges ? 'fraud.approval' : undefined;
};

/** Whether somebody has been paid long enough for one more account to be a change. */
export const isSetUp = (items: readonly { readonly createdAt: Date }[], now: Date): boolean =>
  items.some(({ createdAt }) => now.getTime() - createdAt.getTime() > setUpDays * dayMs);

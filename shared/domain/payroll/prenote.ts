// Prenotes: a zero-dollar entry to an account before anything is paid to it. Nacha Operating Rules, subsection 2.6.3: the first live entry may
// settle on the third banking day after the prenote's settlement, provided that no return or correction has come by then.

import { addBankingDays } from '../banking-calendar.ts';
import type { IsoDate } from '../iso-date.ts';

export const meanwhileWays = ['previous-account', 'check', 'live'] as const;
/** What is paid until a prenote has passed: the account before, a check, or the new account at once. */
export type MeanwhileWay = (typeof meanwhileWays)[number];

export type PrenotePolicy = {
  /** 3 to 15; 0: no prenotes. */
  readonly bankingDays: number;
  readonly meanwhile: MeanwhileWay;
};

/** For a tenant that says nothing. */
export const defaultPrenotePolicy: PrenotePolicy = { bankingDays: 3, meanwhile: 'previous-account' };

export const prenoteStates = ['requested', 'sent', 'passed'] as const;

export type Prenote = {
  /** A UUID, by which the payroll suite's events name it. */
  readonly id: string;
  readonly state: (typeof prenoteStates)[number];
  /** Both expected until it is sent. */
  readonly settlesOn: IsoDate;
  /** The first banking day on which a live entry may settle. */
  readonly endsOn: IsoDate;
  /** Of the entry, 15 digits; null until it is sent. */
  readonly traceNumber: string | null;
};

export const prenoteEnd = (settlesOn: IsoDate, { bankingDays }: PrenotePolicy): IsoDate =>
  addBankingDays(settlesOn, bankingDays);

/** As it will be when the suite sends it today: it settles on the next banking day. */
export const expectPrenote = (id: string, today: IsoDate, policy: PrenotePolicy): Prenote => {
  const settlesOn = addBankingDays(today, 1);
  return { id, state: 'requested', settlesOn, endsOn: prenoteEnd(settlesOn, policy), traceNumber: null };
};

/** One that was not sent yet is sent today at the earliest. */
export const plannedPrenote = (prenote: Prenote, today: IsoDate, policy: PrenotePolicy): Prenote => {
  if (prenote.state !== 'requested') return prenote;
  const expected = expectPrenote(prenote.id, today, policy);
  return expected.endsOn > prenote.endsOn ? expected : prenote;
};

export const sentPrenote = (
  prenote: Prenote,
  sent: { readonly settlesOn: IsoDate; readonly traceNumber: string },
  policy: PrenotePolicy,
): Prenote => ({
  ...prenote,
  state: 'sent',
  settlesOn: sent.settlesOn,
  endsOn: prenoteEnd(sent.settlesOn, policy),
  traceNumber: sent.traceNumber,
});

export const isPending = (prenote: Prenote | null, day: IsoDate): boolean =>
  prenote !== null && (prenote.state === 'requested' || day < prenote.endsOn);

/** One that is paid by check instead until its prenote has passed. */
export const isPaidByCheck = (
  {
    prenote,
    paidMeanwhile,
  }: { readonly prenote: Prenote | null; readonly paidMeanwhile: MeanwhileWay | null },
  day: IsoDate,
): boolean => paidMeanwhile === 'check' && isPending(prenote, day);

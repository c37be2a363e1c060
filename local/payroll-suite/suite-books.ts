// What the payroll suite keeps of its tenants: for each employee the split of the latest event, and which events it has taken; prenotes that
// it has sent; payrolls that it has posted. An event is taken once, and none that is older than one that was taken.

import type { SplitDocument } from './suite-contract.ts';

export type Prenote = SplitDocument['prenotes'][number] & {
  readonly employeeId: string;
  readonly settlementDate: string;
  /** 15 digits: eight of the originating bank, seven that count. */
  readonly traceNumber: string;
};

export type Payroll = { readonly payGroup: string; readonly payDate: string };

/** An entry that was sent to a bank. */
export type Entry = {
  readonly employeeId: string;
  readonly directDepositId: string;
  readonly accountId: string;
  readonly traceNumber: string;
};

export type SuiteCorrection = {
  readonly answerId: string;
  readonly code: string;
  readonly traceNumber: string;
  readonly correctedData: string;
};

type Employee = { split: SplitDocument; readonly events: string[] };

type Books = {
  readonly employees: Record<string, Employee>;
  readonly prenotes: Record<string, Prenote>;
  readonly posted: Payroll[];
  readonly entries: Entry[];
  readonly corrections: SuiteCorrection[];
};

export type Taken = { readonly kind: 'applied' } | { readonly kind: 'repeated' } | { readonly kind: 'stale' };

export type SuiteBooks = {
  readonly take: (tenantId: string, employeeId: string, document: SplitDocument) => Taken;
  readonly splitOf: (tenantId: string, employeeId: string) => SplitDocument | undefined;
  /** Event ids in the order in which they were applied. */
  readonly eventsOf: (tenantId: string, employeeId: string) => readonly string[];
  readonly employeesOf: (tenantId: string) => readonly string[];
  /** False where it was known. */
  readonly addPrenote: (tenantId: string, prenote: Prenote) => boolean;
  readonly prenotesOf: (tenantId: string) => readonly Prenote[];
  /** False where it was posted before. */
  readonly post: (tenantId: string, payroll: Payroll) => boolean;
  readonly postedOf: (tenantId: string) => readonly Payroll[];
  readonly addEntry: (tenantId: string, entry: Entry) => void;
  readonly entriesOf: (tenantId: string) => readonly Entry[];
  readonly addCorrection: (tenantId: string, correction: SuiteCorrection) => void;
  readonly correctionOf: (tenantId: string, answerId: string) => SuiteCorrection | undefined;
};

/** The suite reads nothing but what it wrote itself. */
const isBooks = (kept: unknown): kept is Record<string, Books> => typeof kept === 'object' && kept !== null;

const noBooks = (): Books => ({ employees: {}, prenotes: {}, posted: [], entries: [], corrections: [] });

/**
 * @param kept what an earlier start wrote, through `onChange`
 * @param onChange gets what is to be kept
 */
export const openSuiteBooks = (
  kept: unknown = {},
  onChange: (books: Readonly<Record<string, Books>>) => void = () => undefined,
): SuiteBooks => {
  const all = isBooks(kept) ? kept : {};
  // What an earlier version wrote had fewer members.
  const of = (tenantId: string): Books => (all[tenantId] = { ...noBooks(), ...all[tenantId] });

  return {
    take: (tenantId, employeeId, document) => {
      const { employees } = of(tenantId);
      const known = employees[employeeId];
      if (known?.events.includes(document.eventId) === true) return { kind: 'repeated' };
      if (known !== undefined && known.split.sequence >= document.sequence) return { kind: 'stale' };
      employees[employeeId] = {
        split: document,
        events: [...(known?.events ?? []), document.eventId],
      };
      onChange(all);
      return { kind: 'applied' };
    },
    splitOf: (tenantId, employeeId) => of(tenantId).employees[employeeId]?.split,
    eventsOf: (tenantId, employeeId) => of(tenantId).employees[employeeId]?.events ?? [],
    employeesOf: (tenantId) => Object.keys(of(tenantId).employees),
    addPrenote: (tenantId, prenote) => {
      const { prenotes } = of(tenantId);
      if (prenotes[prenote.prenoteId] !== undefined) return false;
      prenotes[prenote.prenoteId] = prenote;
      onChange(all);
      return true;
    },
    prenotesOf: (tenantId) => Object.values(of(tenantId).prenotes),
    post: (tenantId, { payGroup, payDate }) => {
      const { posted } = of(tenantId);
      if (posted.some((one) => one.payGroup === payGroup && one.payDate === payDate)) return false;
      posted.push({ payGroup, payDate });
      onChange(all);
      return true;
    },
    postedOf: (tenantId) => of(tenantId).posted,
    addEntry: (tenantId, entry) => {
      of(tenantId).entries.push(entry);
      onChange(all);
    },
    entriesOf: (tenantId) => of(tenantId).entries,
    addCorrection: (tenantId, correction) => {
      of(tenantId).corrections.push(correction);
      onChange(all);
    },
    correctionOf: (tenantId, answerId) => of(tenantId).corrections.find((one) => one.answerId === answerId),
  };
};

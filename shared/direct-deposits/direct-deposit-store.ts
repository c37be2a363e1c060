// Port: where an employee's direct deposits are kept. A change sees what is stored under the employee's own lock and is
// written whole, with its audit row and its receipt, or not at all.

import type { SharedAccountUse } from '../domain/shared-account.ts';
import type { NetPaySplit, UnversionedDirectDeposit } from '../domain/direct-deposit.ts';
import type { DirectDepositId } from '../domain/direct-deposit-id.ts';
import type { PayCalendar } from '../domain/effective-date.ts';
import type { EmployeeId } from '../domain/employee-id.ts';
import type { IsoDate } from '../domain/iso-date.ts';
import type { Result } from '../platform/result.ts';
import type { PrenotePolicy } from '../domain/payroll/prenote.ts';
import type { ChangeGuards } from '../domain/change-guard.ts';
import type { UpcomingChange } from '../domain/upcoming.ts';
import type { AuditedWrite, Receipt } from './audit.ts';
import type {
  AnsweredEntry,
  BankEntry,
  BankRecord,
  CorrectedAccount,
  ListedBankAnswer,
  StoredBankAnswer,
} from './bank-answers.ts';
import type { IdempotencyRecord, RecordedAnswer } from './idempotency.ts';
import type { ChainHead, Checkpoint } from './receipt-checkpoint.ts';

/** An account number as it is stored: sealed, and the key version that sealed it. */
export type SealedAccount = { readonly sealed: Uint8Array; readonly keyVersion: number };

export type RowChange =
  | { readonly kind: 'create'; readonly row: UnversionedDirectDeposit; readonly account: SealedAccount }
  | {
      readonly kind: 'update';
      /** The version that was read; the row is changed only if it still has it. */
      readonly version: string;
      readonly row: UnversionedDirectDeposit;
      /** Absent where the stored account number stays. */
      readonly account: SealedAccount | undefined;
    }
  /** Another priority and nothing else. */
  | { readonly kind: 'move'; readonly version: string; readonly row: UnversionedDirectDeposit }
  | { readonly kind: 'remove'; readonly version: string; readonly id: DirectDepositId };

/** A change that counts from a later payroll on, as it is written beside the row in force. */
export type UpcomingWrite = {
  readonly id: DirectDepositId;
  readonly effectiveOn: IsoDate;
} & (
  | {
      readonly kind: 'create' | 'update';
      readonly row: UnversionedDirectDeposit;
      /** Absent where the stored account number stays. */
      readonly account: SealedAccount | undefined;
    }
  | { readonly kind: 'remove'; readonly requestedBy: string }
);

export type UpcomingWrites = {
  /** Whose upcoming change goes, before any other is written. */
  readonly dropped: readonly DirectDepositId[];
  readonly put: readonly UpcomingWrite[];
};

export const noUpcoming: UpcomingWrites = { dropped: [], put: [] };

export type Write = {
  /** The database's clock as `Gathered` showed it: the time of all that is written. */
  readonly now: Date;
  readonly changes: readonly RowChange[];
  readonly upcoming: UpcomingWrites;
  readonly audit: AuditedWrite;
  readonly receipt: Receipt;
  /** Kept for a repeat of the request with the same key. */
  readonly answer: RecordedAnswer | undefined;
  /** What the bank answered, where that is why. */
  readonly bank?: BankRecord | undefined;
  /** The employee's pay goes somewhere else by it. */
  readonly isDestinationChange?: boolean;
};

/** A look at an account number changes nothing, and neither does a set that is as it was. */
export const isChange = ({ changes, upcoming }: Pick<Write, 'changes' | 'upcoming'>): boolean =>
  changes.length > 0 || upcoming.put.length > 0 || upcoming.dropped.length > 0;

export type StoredUpcoming = UpcomingChange & {
  /** Sealed; absent where the account number stays as it is. */
  readonly account?: SealedAccount | undefined;
};

export type Stored = {
  /** As the rows are; changes whose day has come may still stand beside them. */
  readonly split: NetPaySplit;
  readonly upcoming: readonly StoredUpcoming[];
  readonly now: Date;
  readonly calendar: PayCalendar | null;
  readonly limits: TenantLimits;
  /** Direct deposits of other employees to an account of this one or of the request. */
  readonly sharedUses: readonly SharedAccountUse[];
};

/** All that a decision needs, read in one round trip. */
export type Gathered = Stored & {
  /** The employee's, which the next one follows. */
  readonly lastReceipt: Receipt | undefined;
  /** What a request with the same idempotency key was answered, within the time that it is kept. */
  readonly recorded: IdempotencyRecord | undefined;
  /** Of the direct deposit that `GatherScope.sealedOf` names. */
  readonly sealedAccount: SealedAccount | undefined;
  /** Of the employee, which may not be entered again. */
  readonly correctedAccounts: readonly CorrectedAccount[];
  /** Changes of the employee's destinations that are still remembered. */
  readonly recentChanges: number;
  /** Account numbers that the person of `GatherScope.entered` has sent today. */
  readonly enteredToday: number;
  /** Of the employee, where they were asked for. */
  readonly bankAnswers: readonly StoredBankAnswer[];
};

export type GatherScope = {
  /** Digests (hex) of the account numbers in the request. */
  readonly accountFingerprints: readonly string[];
  /** Digest of the idempotency key, where there is one. */
  readonly keyDigest?: Uint8Array | undefined;
  readonly sealedOf?: DirectDepositId | undefined;
  readonly withBankAnswers?: true;
  readonly entered?: EnteredAccounts | undefined;
};

/** Account numbers in a request, whose number for each person and day is bounded. */
export type EnteredAccounts = {
  readonly subject: string;
  /** Digests (hex); those that the employee has already are not counted. */
  readonly fingerprints: readonly string[];
  /** Whether a request that is refused so has to be counted all the same. */
  readonly isCounted: (failure: object) => boolean;
};

/** One line of who did what, newest first; `position` orders them. */
export type HistoryEntry = AuditedWrite & {
  readonly position: bigint;
  readonly occurredAt: Date;
  readonly receipt: Receipt | undefined;
};

/** Of everybody who is paid on a day. */
export type PayrollPage = {
  readonly payDate: IsoDate;
  /** One pay group of it; all when not said. */
  readonly payGroup: string | undefined;
  /** The last employee of the page before. */
  readonly after: EmployeeId | undefined;
  readonly limit: number;
};

export type PaidEmployee = Omit<Stored, 'sharedUses'> & {
  readonly employeeId: EmployeeId;
  readonly lastReceipt: Receipt | undefined;
  readonly name: string;
  readonly payGroup: string;
  /** Of a row as it is on any day. */
  readonly sealedOf: (row: UnversionedDirectDeposit) => SealedAccount | undefined;
};

export type PayrollGathered = {
  /** Such a payroll is ahead. */
  readonly isKnown: boolean;
  readonly now: Date;
  readonly employees: readonly PaidEmployee[];
};

export type LastCheckpoint = { readonly now: Date; readonly checkpoint: Checkpoint | undefined };

/** Chains that grew after a position in the audit trail, each with its last receipt. */
export type GrownChains = {
  readonly heads: readonly ChainHead[];
  /** Behind it no write can still be under way. */
  readonly through: bigint;
};

/** A write by which an employee's pay goes somewhere else; before and after as the audit trail has them, masked. */
export type DestinationChange = {
  readonly writeId: string;
  readonly employeeId: EmployeeId;
  readonly subject: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly occurredAt: Date;
};

export type HistoryPage = { readonly before: bigint | undefined; readonly limit: number };

/** Employees behind this id, in the order of ids; an empty one for the first page. */
export type EmployeePage = { readonly after: string; readonly limit: number };

export type FoundEmployee = {
  readonly employeeId: EmployeeId;
  readonly name: string;
  readonly payGroup: string;
};

export type StatusPage = EmployeePage & { readonly status: 'held' | 'rejected' };

export type TenantDirectDeposit = {
  readonly row: UnversionedDirectDeposit;
  readonly employeeName: string;
  /** Not a change that counts from a later payroll on. */
  readonly isInForce: boolean;
};

export type BankAnswerPage = HistoryPage & {
  /** Only what a person has to look at and nobody has dismissed. */
  readonly isOpen: boolean;
};

export type TenantLimits = Pick<NetPaySplit, 'maxItems'> &
  Pick<PayCalendar, 'timeZone' | 'lockBankingDays'> & {
    readonly prenotes: PrenotePolicy;
    readonly guards: ChangeGuards;
  };

export type StoreFailure = {
  readonly kind: 'store-failure';
  readonly code:
    | 'DATABASE_NOT_READY'
    | 'DATABASE_UNAVAILABLE'
    | 'DATABASE_BUSY'
    | 'DATABASE_LOGIN_REFUSED'
    | 'ACCOUNT_DUPLICATE'
    /** A request with the same idempotency key is still being answered. */
    | 'KEY_IN_USE'
    /** The database is marked as another tenant's; nothing of it was shown or changed. */
    | 'TENANT_MISMATCH'
    | 'UNEXPECTED';
  /** The database refused this login before and was not asked again. */
  readonly isRecalled?: true;
};

export type Written<W extends Write> = {
  readonly write: W;
  /** Version of every row that was written. */
  readonly versions: ReadonlyMap<DirectDepositId, string>;
};

/** What a reader gets is undefined when there is no such employee. */
export interface DirectDepositStore {
  read(employeeId: EmployeeId): Promise<Result<Stored | undefined, StoreFailure>>;

  readHistory(
    employeeId: EmployeeId,
    page: HistoryPage,
  ): Promise<Result<readonly HistoryEntry[] | undefined, StoreFailure>>;

  readLimits(): Promise<Result<TenantLimits, StoreFailure>>;

  /** What `change` would show its decision, without a lock: for a request that writes nothing. */
  gather(employeeId: EmployeeId, scope: GatherScope): Promise<Result<Gathered | undefined, StoreFailure>>;

  /** Employees of whom something may have to take effect by now, what waits longest first. */
  listDue(most: number): Promise<Result<readonly EmployeeId[], StoreFailure>>;

  /** Shows one page of a payroll and writes the audit rows of whose numbers are opened, all of them or none. */
  auditPayroll<T, F>(
    page: PayrollPage,
    decide: (gathered: PayrollGathered) => Result<
      {
        readonly shown: T;
        readonly writes: readonly { readonly employeeId: EmployeeId; readonly write: Write }[];
      },
      F
    >,
  ): Promise<Result<T, F | StoreFailure>>;

  /** @returns whether it was known, and not as posted */
  markPosted(payroll: {
    readonly payGroup: string;
    readonly payDate: IsoDate;
  }): Promise<Result<boolean, StoreFailure>>;

  /** Once each, however often they are told of; of employees who are not known, none. */
  recordEntries(entries: readonly BankEntry[]): Promise<Result<void, StoreFailure>>;

  /** The newest one with this trace number. */
  findEntry(traceNumber: string): Promise<Result<BankEntry | undefined, StoreFailure>>;

  /** Keeps a correction until the payroll suite has given its data. */
  awaitCorrection(
    answer: AnsweredEntry,
    suiteAnswerId: string,
  ): Promise<Result<'awaited' | 'known' | 'employee-unknown', StoreFailure>>;

  /** Corrections whose data the payroll suite has yet to be asked for, the oldest first. */
  listAwaited(most: number): Promise<Result<readonly StoredBankAnswer[], StoreFailure>>;

  /** @param page with a search those whose name contains it or whose id begins with it */
  listEmployees(
    page: EmployeePage & { readonly search: string | undefined },
  ): Promise<Result<readonly FoundEmployee[], StoreFailure>>;

  /** All of at most so many employees. */
  listOfStatus(
    page: StatusPage,
  ): Promise<
    Result<
      { readonly items: readonly TenantDirectDeposit[]; readonly nextAfter: EmployeeId | null },
      StoreFailure
    >
  >;

  /** Newest first. */
  listBankAnswers(page: BankAnswerPage): Promise<Result<readonly ListedBankAnswer[], StoreFailure>>;

  /** Changes of destination that are not on the event bus yet, the oldest first. */
  listUnpublished(most: number): Promise<Result<readonly DestinationChange[], StoreFailure>>;

  markPublished(writeIds: readonly string[]): Promise<Result<void, StoreFailure>>;

  readLastCheckpoint(): Promise<Result<LastCheckpoint, StoreFailure>>;

  /** @param after a position in the audit trail */
  readGrownChains(after: bigint): Promise<Result<GrownChains, StoreFailure>>;

  /** Nothing where its number is taken: another run was first. */
  putCheckpoint(checkpoint: Checkpoint): Promise<Result<void, StoreFailure>>;

  /** Undefined where there is none; one that was dismissed stays as it was. */
  dismissBankAnswer(id: string, subject: string): Promise<Result<ListedBankAnswer | undefined, StoreFailure>>;

  /**
   * Locks the idempotency key (without waiting), the employee, the accounts that it takes and who enters them, in this order, shows
   * `decide` what is stored and writes what it decides. A refusal writes nothing but how many account numbers were entered. `decide` may be asked more than once.
   */
  change<W extends Write, F extends object>(
    employeeId: EmployeeId,
    scope: GatherScope,
    decide: (gathered: Gathered | undefined) => Result<W, F>,
  ): Promise<Result<Written<W>, F | StoreFailure>>;
}

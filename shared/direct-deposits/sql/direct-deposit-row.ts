// Rows of [DirectDeposit] as the driver hands them over, parsed once into domain values. A row that does not fit its own
// table's promises throws: that is a defect, not bad input.

import * as v from 'valibot';
import { isDirectDepositId, type DirectDepositId } from '../../domain/direct-deposit-id.ts';
import { storedStatuses, type DirectDeposit } from '../../domain/direct-deposit.ts';
import { prenoteStates, type Prenote } from '../../domain/payroll/prenote.ts';
import { isEmployeeId, type EmployeeId } from '../../domain/employee-id.ts';
import { isoDate, type IsoDate } from '../../domain/iso-date.ts';
import { isRoutingNumber, type RoutingNumber } from '../../domain/routing-number.ts';
import { allocationMembers, toAllocation } from './allocation-columns.ts';

export const hexOf = (length: number) =>
  v.pipe(
    v.instance(Uint8Array),
    v.check((bytes) => bytes.byteLength === length),
    v.transform((bytes) => Buffer.from(bytes).toString('hex')),
  );

/** A UUID as this product writes it; SQL Server answers it in upper case. */
export const idColumn = v.pipe(v.string(), v.toLowerCase(), v.custom<DirectDepositId>(isDirectDepositId));

/** In an audit row: of what is about no single direct deposit (RFC 9562, the nil UUID). */
export const nilId = '00000000-0000-0000-0000-000000000000';

export const auditedIdColumn = v.pipe(
  v.string(),
  v.toLowerCase(),
  v.transform((id) => (id === nilId ? null : id)),
  v.nullable(v.custom<DirectDepositId>(isDirectDepositId)),
);

/** A `date`, which the driver hands over as midnight in UTC. */
export const dateColumn = v.pipe(
  v.date(),
  v.transform((day) => isoDate(day.toISOString().slice(0, 10))),
);

/** The same the other way. */
export const toDateValue = (day: IsoDate): Date => new Date(`${day}T00:00:00.000Z`);

export const rowVersion = hexOf(8);

/** The columns of a prenote, all of them or none. */
export const prenoteMembers = {
  prenoteId: v.nullable(v.pipe(v.string(), v.toLowerCase())),
  prenoteState: v.nullable(v.picklist(prenoteStates)),
  prenoteSettlesOn: v.nullable(dateColumn),
  prenoteEndsOn: v.nullable(dateColumn),
  prenoteTrace: v.nullable(v.string()),
} as const;

type PrenoteRow = {
  readonly prenoteId: string | null;
  readonly prenoteState: Prenote['state'] | null;
  readonly prenoteSettlesOn: Prenote['settlesOn'] | null;
  readonly prenoteEndsOn: Prenote['endsOn'] | null;
  readonly prenoteTrace: string | null;
};

export const toPrenote = (row: PrenoteRow): Prenote | null => {
  const { prenoteId: id, prenoteState: state, prenoteSettlesOn: settlesOn, prenoteEndsOn: endsOn } = row;
  if (id === null || state === null || settlesOn === null || endsOn === null) return null;
  return { id, state, settlesOn, endsOn, traceNumber: row.prenoteTrace };
};

const rowSchema = v.object({
  id: idColumn,
  employeeId: v.custom<EmployeeId>(isEmployeeId),
  priority: v.number(),
  nickname: v.nullable(v.string()),
  accountType: v.picklist(['checking', 'savings']),
  routingNumber: v.custom<RoutingNumber>(isRoutingNumber),
  accountNumberMask: v.string(),
  accountFingerprint: hexOf(32),
  ...allocationMembers,
  status: v.picklist(storedStatuses),
  statusReason: v.nullable(v.string()),
  ...prenoteMembers,
  paidMeanwhile: v.nullable(v.picklist(['check', 'live'])),
  requestedBy: v.nullable(v.string()),
  effectiveOn: v.nullable(dateColumn),
  createdAt: v.date(),
  updatedAt: v.date(),
  rowVersion,
});

export const toDirectDeposit = (unknownRow: unknown): DirectDeposit => {
  const row = v.parse(rowSchema, unknownRow);
  return {
    id: row.id,
    employeeId: row.employeeId,
    priority: row.priority,
    nickname: row.nickname,
    accountType: row.accountType,
    routingNumber: row.routingNumber,
    accountNumberMask: row.accountNumberMask,
    accountFingerprint: row.accountFingerprint,
    allocation: toAllocation(row),
    status: row.status,
    statusReason: row.statusReason,
    prenote: toPrenote(row),
    paidMeanwhile: row.paidMeanwhile,
    requestedBy: row.requestedBy,
    effectiveOn: row.effectiveOn,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    version: row.rowVersion,
  };
};

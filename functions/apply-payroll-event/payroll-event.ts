// An event of the bus as the payroll suite's webhook made it (docs/events.md), typed once. A source that is named after a tenant,
// `payroll-suite-acme`, speaks for that tenant alone; `payroll-suite` speaks for all.

import * as v from 'valibot';
import { accountIdPattern } from '#shared/direct-deposits/account-id';
import { isDirectDepositId, type DirectDepositId } from '#shared/domain/direct-deposit-id';
import { isEmployeeId, type EmployeeId } from '#shared/domain/employee-id';
import { isIsoDate, type IsoDate } from '#shared/domain/iso-date';
import { isTenantId, type TenantId } from '#shared/domain/tenant-id';
import { traceNumberPattern } from '#shared/domain/payroll/bank-answer';
import type { SuiteEventType } from '#shared/payroll/suite-event-types';
import { eventSourcePrefix } from '#shared/webhook/webhook-source';
import { fail, succeed, type Result } from '#shared/platform/result';

const tenantId = v.custom<TenantId>(isTenantId);
const day = v.custom<IsoDate>(isIsoDate);

const directDepositId = v.custom<DirectDepositId>(isDirectDepositId);
const accountId = v.pipe(v.string(), v.regex(accountIdPattern));
const traceNumber = v.pipe(v.string(), v.regex(traceNumberPattern));
/** An entry that was sent to an account. */
const entry = {
  tenantId,
  employeeId: v.custom<EmployeeId>(isEmployeeId),
  directDepositId,
  accountId,
  traceNumber,
};

const payloads = v.variant('type', [
  v.object({
    type: v.literal('payroll.posted'),
    data: v.object({
      tenantId,
      payGroup: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
      payDate: day,
    }),
  }),
  v.object({
    type: v.literal('prenote.sent'),
    data: v.object({
      tenantId,
      employeeId: v.custom<EmployeeId>(isEmployeeId),
      prenoteId: v.pipe(v.string(), v.uuid(), v.toLowerCase()),
      settlementDate: day,
      traceNumber,
      // Suites from before accounts had ids say nothing.
      directDepositId: v.optional(directDepositId),
      accountId: v.optional(accountId),
    }),
  }),
  v.object({
    type: v.literal('entry.sent'),
    data: v.object({ ...entry, settlementDate: day }),
  }),
  v.object({
    type: v.literal('entry.returned'),
    data: v.object({ ...entry, code: v.pipe(v.string(), v.regex(/^R[0-9]{2}$/)) }),
  }),
  v.object({
    type: v.literal('entry.corrected'),
    data: v.object({
      ...entry,
      code: v.pipe(v.string(), v.regex(/^C[0-9]{2}$/)),
      /** By which the suite gives the corrected data. */
      answerId: v.pipe(v.string(), v.regex(/^[A-Za-z0-9._-]{1,64}$/)),
    }),
  }),
]);

const schema = v.object({
  source: v.string(),
  detail: v.object({ version: v.literal(1), id: v.pipe(v.string(), v.maxLength(64)), payload: payloads }),
});

type Payload = v.InferOutput<typeof payloads> & { readonly type: SuiteEventType };

export type PayrollEvent = {
  /** Ours: the same for every repeat. */
  readonly id: string;
  readonly payload: Payload;
};

const suiteSource = `${eventSourcePrefix}payroll-suite`;

export const parsePayrollEvent = (
  event: unknown,
): Result<PayrollEvent, 'EVENT_MALFORMED' | 'TENANT_NOT_OF_SOURCE'> => {
  const parsed = v.safeParse(schema, event);
  if (!parsed.success) return fail('EVENT_MALFORMED');
  const { source, detail } = parsed.output;
  const { id, payload } = detail;
  const isOfSource = source === suiteSource || source === `${suiteSource}-${payload.data.tenantId}`;
  return isOfSource ? succeed({ id, payload }) : fail('TENANT_NOT_OF_SOURCE');
};

// What whoever plays the payroll suite and its bank asks for, a person at a laptop or a demo: a payroll is posted, the bank answers an entry,
// nothing is told for a while. A real suite has none of these paths.

import * as v from 'valibot';
import { isIsoDate } from '#shared/domain/iso-date';
import { bankCodePattern } from '#shared/domain/payroll/bank-answer';
import { parseJson } from '#shared/platform/parse-json';
import { refuse, type SuiteAnswer } from './suite-answer.ts';
import type { Payroll, SuiteBooks } from './suite-books.ts';

type Commanded = {
  readonly books: Pick<SuiteBooks, 'entriesOf'>;
  readonly postPayroll: (tenantId: string, payroll: Payroll) => Promise<void>;
  readonly answerEntry: (
    tenantId: string,
    directDepositId: string,
    code: string,
    data?: string,
  ) => Promise<boolean>;
  readonly setWebhooksHeld: (isHeld: boolean) => void;
};

type Tenant = { readonly tenantId: string; readonly payrolls?: readonly Payroll[] };

const bankAnswerRequest = v.strictObject({
  code: v.pipe(v.string(), v.regex(bankCodePattern)),
  correctedData: v.optional(v.pipe(v.string(), v.maxLength(29))),
});

/** Answers a POST; undefined where the path is none of these. */
export type SuiteCommands = (tenant: Tenant, pathname: string, body: Buffer) => SuiteAnswer | undefined;

export const createSuiteCommands = ({
  books,
  postPayroll,
  answerEntry,
  setWebhooksHeld,
}: Commanded): SuiteCommands => {
  const requestAnswer = ({ tenantId }: Tenant, directDepositId: string, body: Buffer): SuiteAnswer => {
    const parsed = v.safeParse(bankAnswerRequest, parseJson(body.toString('utf8')));
    if (!parsed.success) return refuse(400, 'BODY_MALFORMED');
    const { code, correctedData } = parsed.output;
    const isKnown = books.entriesOf(tenantId).some((one) => one.directDepositId === directDepositId);
    if (!isKnown) return refuse(404, 'ENTRY_UNKNOWN');
    void answerEntry(tenantId, directDepositId, code, correctedData);
    return { status: 202, body: { code } };
  };

  const requestPosting = ({ tenantId, payrolls }: Tenant, payGroup: string, payDate: string): SuiteAnswer => {
    const isKnown =
      payrolls === undefined || payrolls.some((one) => one.payGroup === payGroup && one.payDate === payDate);
    if (!isIsoDate(payDate) || !isKnown) return refuse(404, 'PAYROLL_UNKNOWN');
    void postPayroll(tenantId, { payGroup, payDate });
    return { status: 202, body: { payGroup, payDate } };
  };

  return (tenant, pathname, body) => {
    const [, answered] = /^\/direct-deposits\/([^/]+)\/bank-answer$/.exec(pathname) ?? [];
    if (answered !== undefined) return requestAnswer(tenant, answered, body);
    const [, payGroup, payDate] = /^\/pay-groups\/([^/]+)\/payrolls\/([^/]+)\/post$/.exec(pathname) ?? [];
    if (payGroup !== undefined && payDate !== undefined)
      return requestPosting(tenant, decodeURIComponent(payGroup), payDate);
    const [, wish] = /^\/webhooks\/(hold|release)$/.exec(pathname) ?? [];
    if (wish === undefined) return undefined;
    const isHeld = wish === 'hold';
    setWebhooksHeld(isHeld);
    return { status: 200, body: { isHeld } };
  };
};

// A call of the API's functions as a test writes it, the event that API Gateway makes of it, and the answer as a client looks
// into it, held against the published contract.

import { randomUUID } from 'node:crypto';
import { cancelUpcomingChange } from '../../functions/cancel-upcoming-change/cancel-upcoming-change.ts';
import { createDirectDeposit } from '../../functions/create-direct-deposit/create-direct-deposit.ts';
import { deleteDirectDeposit } from '../../functions/delete-direct-deposit/delete-direct-deposit.ts';
import { getDirectDeposit } from '../../functions/get-direct-deposit/get-direct-deposit.ts';
import { listDirectDeposits } from '../../functions/list-direct-deposits/list-direct-deposits.ts';
import { listHistory } from '../../functions/list-history/list-history.ts';
import { releaseDirectDeposit } from '../../functions/release-direct-deposit/release-direct-deposit.ts';
import { replaceDirectDeposits } from '../../functions/replace-direct-deposits/replace-direct-deposits.ts';
import { revealAccountNumber } from '../../functions/reveal-account-number/reveal-account-number.ts';
import { simulateNetPays } from '../../functions/simulate-net-pay/simulate-net-pay.ts';
import { updateDirectDeposit } from '../../functions/update-direct-deposit/update-direct-deposit.ts';
import type { Receipt } from '#shared/direct-deposits/audit';
import type { ApiHandler } from '#shared/runtime/direct-deposit-runtime';
import type { TenantId } from '#shared/domain/tenant-id';
import { acme } from './aws-credential-world.ts';
import { requireContract } from './validate-answer.ts';

export type Item = {
  readonly id: string;
  readonly priority: number;
  readonly nickname: string | null;
  readonly accountNumberMask: string;
  readonly allocation: { readonly kind: string; readonly basisPoints?: number };
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly routingNumber: string;
  readonly status: string;
  readonly sharedWith: readonly string[];
  readonly warnings: readonly { readonly rule: string; readonly pointer: string; readonly message: string }[];
};

type HistoryItem = {
  readonly action: string;
  readonly subject: string;
  readonly directDepositId: string | null;
  readonly before: object | null;
  readonly after: object | null;
  readonly receipt: Receipt | null;
};

type SimulatedLine = {
  readonly directDepositId: string | null;
  readonly amountCents: number;
  readonly reason: string;
};

export type AnswerBody = Omit<Item, 'status'> & {
  readonly status: string | number;
  readonly effective: { readonly firstPayrollAffected: string | null; readonly payDate: string | null };
  readonly receipt: Receipt;
  readonly accountNumber: string;
  readonly results: readonly { readonly netPayCents: number; readonly lines: readonly SimulatedLine[] }[];
  readonly items: readonly (Item & HistoryItem)[];
  readonly code: string;
  readonly instance: string;
  readonly errors: readonly { readonly rule: string; readonly pointer: string }[];
};

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** As a client looks into it: only what the status promises is there. */
  readonly body: AnswerBody;
  readonly text: string;
};

/** What of a write's answer is stored: a read answers the same. */
export const storedPart = ({ body }: Answer) => {
  const { effective: _effective, receipt: _receipt, ...stored } = body;
  return stored;
};

export type Call = {
  readonly tenant?: TenantId;
  readonly employee: string;
  readonly id?: string | undefined;
  /** Of a payroll. */
  readonly payDate?: string;
  readonly bankAnswerId?: string;
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly rawBody?: string;
  /** Of `rawBody`: what is not text comes as base64. */
  readonly isBase64Encoded?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly ifMatch?: string | undefined;
  readonly query?: Readonly<Record<string, string>>;
  readonly idempotencyKey?: string;
  readonly subject?: string;
  readonly requestId?: string;
  /** How long ago the person signed in; just now when not said. */
  readonly authenticatedSecondsAgo?: number;
  readonly roles?: string;
  readonly ownEmployee?: string;
  readonly claims?: Readonly<Record<string, unknown>>;
};

export const routes = {
  list: listDirectDeposits,
  get: getDirectDeposit,
  create: createDirectDeposit,
  update: updateDirectDeposit,
  remove: deleteDirectDeposit,
  replace: replaceDirectDeposits,
  simulate: simulateNetPays,
  reveal: revealAccountNumber,
  release: releaseDirectDeposit,
  cancel: cancelUpcomingChange,
  history: listHistory,
} as const;

export type RouteName = keyof typeof routes;
/** Of the tenant, and of no employee. */
export type TenantRouteName = 'meta' | 'destinations' | 'employees' | 'ofStatus' | 'bankAnswers' | 'dismiss';

/** As the published contract names them. */
const operationIds = {
  list: 'listDirectDeposits',
  get: 'getDirectDeposit',
  create: 'createDirectDeposit',
  update: 'updateDirectDeposit',
  remove: 'deleteDirectDeposit',
  replace: 'replaceDirectDeposits',
  simulate: 'simulateNetPay',
  reveal: 'revealAccountNumber',
  release: 'releaseDirectDeposit',
  cancel: 'cancelUpcomingChange',
  history: 'listHistory',
  meta: 'getMeta',
  destinations: 'readPayrollDestinations',
  employees: 'listEmployees',
  ofStatus: 'listTenantDirectDeposits',
  bankAnswers: 'listBankAnswers',
  dismiss: 'dismissBankAnswer',
} as const satisfies Record<RouteName | TenantRouteName, string>;

/** One warm container, in which all functions live. */
export type Container = {
  readonly [K in RouteName | TenantRouteName]: (call: Call) => Promise<Answer>;
};

const eventFor = (call: Call) => {
  const { tenant = acme, employee, id, body, rawBody, headers, ifMatch, roles = '[payroll-admin]' } = call;
  const text = rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
  return {
    headers: {
      ...(text === undefined ? {} : { 'content-type': 'application/json' }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      ...(call.idempotencyKey === undefined ? {} : { 'idempotency-key': call.idempotencyKey }),
      ...headers,
    },
    pathParameters: {
      employeeId: employee,
      ...(id === undefined ? {} : { directDepositId: id }),
      ...(call.payDate === undefined ? {} : { payDate: call.payDate }),
      ...(call.bankAnswerId === undefined ? {} : { bankAnswerId: call.bankAnswerId }),
    },
    ...(text === undefined ? {} : { body: text }),
    isBase64Encoded: call.isBase64Encoded ?? false,
    ...(call.query === undefined ? {} : { queryStringParameters: call.query }),
    requestContext: {
      requestId: call.requestId ?? randomUUID(),
      authorizer: {
        jwt: {
          claims: call.claims ?? {
            tenant_id: tenant,
            roles,
            sub: call.subject ?? 'test-subject',
            auth_time: String(Math.floor(Date.now() / 1_000) - (call.authenticatedSecondsAgo ?? 0)),
            ...(call.ownEmployee === undefined ? {} : { employee_id: call.ownEmployee }),
          },
        },
      },
    },
  };
};

/** Every answer is held against the published contract. */
export const callerOf =
  (name: keyof typeof operationIds, handler: ApiHandler) =>
  async (call: Call): Promise<Answer> => {
    const answer = await handler(eventFor(call), { getRemainingTimeInMillis: () => 15_000 });
    const text = answer.body ?? '';
    const status = answer.statusCode;
    const headers = Object.fromEntries(
      Object.entries(answer.headers ?? {}).map(([header, value]) => [header, String(value)]),
    );
    requireContract({ operationId: operationIds[name], status, headers, body: text });
    return {
      status,
      headers,
      body: JSON.parse(text === '' ? '{}' : text) as AnswerBody,
      text,
    };
  };

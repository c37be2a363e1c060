// A payroll suite on loopback: the counterpart of the sender of payroll changes, with books of its own. It checks keys, refuses what a payroll
// suite would refuse, sends prenotes, posts payrolls, and tells of both by signed webhooks. Its contract: docs/payroll-suite.openapi.yaml.

import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import * as v from 'valibot';
import { maskAccountNumber } from '#shared/domain/account-number';
import { addBankingDays } from '#shared/domain/banking-calendar';
import { isoDateIn } from '#shared/domain/iso-date';
import { parseJson } from '#shared/platform/parse-json';
import { openOwnerFile } from '../aws-json/owner-file.ts';
import { closeServer, listen } from '../process/http-server.ts';
import { refuse, type SuiteAnswer } from './suite-answer.ts';
import { openSuiteBooks, type Entry, type Payroll, type Prenote, type SuiteBooks } from './suite-books.ts';
import { createSuiteCommands } from './suite-commands.ts';
import { findBrokenRule, splitDocument, type SplitDocument } from './suite-contract.ts';
import {
  createSuiteWebhooks,
  type SuiteEvent,
  type SuiteWebhooks,
  type WebhookTarget,
} from './suite-webhooks.ts';

export type SuiteTenant = {
  readonly tenantId: string;
  readonly key: string;
  /** Who works there; whoever is sent where it is left out. */
  readonly employees?: readonly string[];
  /** What may be posted; anything where it is left out. */
  readonly payrolls?: readonly Payroll[];
};

export type PayrollSuiteSettings = {
  /** 0 for any free one. */
  readonly port: number;
  readonly tenants: readonly SuiteTenant[];
  /** Keeps the books there. */
  readonly dataDirectory?: string;
  readonly webhook?: WebhookTarget;
  readonly nowMs?: () => number;
  readonly onPosted?: (event: SuiteEvent) => void;
  /** Of every event that can be read, before anything is decided. */
  readonly onArrival?: (
    tenantId: string,
    employeeId: string,
    event: { readonly eventId: string; readonly occurredAt: string },
  ) => void;
};

/** How the suite misbehaves, for tests. `losing-answers` does the work and closes the connection; `slow` takes two seconds for each answer. */
export type SuiteTrouble = 'none' | 'down' | 'refusing-keys' | 'losing-answers' | 'slow';

const slowMs = 2_000;

export type LocalPayrollSuite = {
  readonly port: number;
  readonly url: string;
  readonly books: SuiteBooks;
  readonly setTenants: (tenants: readonly SuiteTenant[]) => void;
  readonly setTrouble: (trouble: SuiteTrouble) => void;
  /** Another clock for the days of its prenotes; its own again without one. */
  readonly setNow: (nowMs: (() => number) | undefined) => void;
  /** While they are held nothing is told of prenotes, payrolls and answers. */
  readonly setWebhooksHeld: (isHeld: boolean) => void;
  /** Tells of a payroll that is posted now. */
  readonly postPayroll: (tenantId: string, payroll: Payroll) => Promise<void>;
  /**
   * Tells what the bank answers to the newest entry to a direct deposit.
   * @param data of a correction, positions 36 to 64 of its record
   * @returns false where no entry was sent to it
   */
  readonly answerEntry: (
    tenantId: string,
    directDepositId: string,
    code: string,
    data?: string,
  ) => Promise<boolean>;
  readonly stop: () => Promise<void>;
};

const entryOf = ({ employeeId, directDepositId, accountId = noAccountId, traceNumber }: Prenote): Entry => ({
  ...{ employeeId, directDepositId, accountId, traceNumber },
});
/** Of an account that was sent without an id. */
const noAccountId = '0'.repeat(32);

const maxBodyBytes = 65_536;
const timeZone = 'America/New_York';
/** Eight digits of a bank that is none. */
const originatingBank = '09100001';

const shownSplit = ({ items, prenotes, sequence, eventId, ...split }: SplitDocument) => ({
  eventId,
  sequence,
  receiverName: split.receiverName,
  payGroup: split.payGroup,
  companyEntryDescription: split.companyEntryDescription,
  items: items.map((item) => {
    if (!('accountNumber' in item)) return item;
    const { accountNumber, ...shown } = item;
    return { ...shown, accountNumberMask: maskAccountNumber(accountNumber) };
  }),
  prenotes: prenotes.map(({ prenoteId, directDepositId }) => ({ prenoteId, directDepositId })),
});

export const startPayrollSuite = async (settings: PayrollSuiteSettings): Promise<LocalPayrollSuite> => {
  const { onPosted = () => undefined, onArrival = () => undefined } = settings;
  const ownNowMs = settings.nowMs ?? Date.now;
  let nowMs = ownNowMs;
  const file = openOwnerFile(settings.dataDirectory, 'books.json');
  const books = openSuiteBooks(file?.read(), file?.write);
  let { tenants } = settings;
  let trouble: SuiteTrouble = 'none';
  const webhooks: SuiteWebhooks | undefined =
    settings.webhook && createSuiteWebhooks(settings.webhook, onPosted);
  const post = async (event: SuiteEvent): Promise<void> => webhooks?.post(event);

  const setWebhooksHeld = (isHeld: boolean): void => webhooks?.setHeld(isHeld);

  const nextTrace = (tenantId: string): string =>
    originatingBank + String(books.entriesOf(tenantId).length + 1).padStart(7, '0');

  /** The prenote settles on the next banking day. */
  const sendPrenotes = (tenantId: string, employeeId: string, { prenotes }: SplitDocument): void => {
    for (const prenote of prenotes) {
      const settlementDate = addBankingDays(isoDateIn(timeZone, new Date(nowMs())), 1);
      const sent = { ...prenote, employeeId, settlementDate, traceNumber: nextTrace(tenantId) };
      if (!books.addPrenote(tenantId, sent)) continue;
      books.addEntry(tenantId, entryOf(sent));
      const { prenoteId, directDepositId, accountId, traceNumber } = sent;
      const data = {
        ...{ tenantId, employeeId, directDepositId, prenoteId, settlementDate, traceNumber },
        ...(accountId === undefined ? {} : { accountId }),
      };
      void post({ type: 'prenote.sent', data });
    }
  };

  const putSplit = (tenant: SuiteTenant, employeeId: string, key: string, body: Buffer): SuiteAnswer => {
    const { tenantId, employees } = tenant;
    const parsed = v.safeParse(splitDocument, parseJson(body.toString('utf8')));
    if (!parsed.success) return refuse(400, 'BODY_MALFORMED');
    const document = parsed.output;
    onArrival(tenantId, employeeId, document);
    if (key !== document.eventId) return refuse(400, 'IDEMPOTENCY_KEY_MISMATCH');
    if (employees !== undefined && !employees.includes(employeeId)) return refuse(404, 'EMPLOYEE_UNKNOWN');
    const broken = findBrokenRule(document);
    if (broken !== undefined) return refuse(422, broken);
    const taken = books.take(tenantId, employeeId, document);
    if (taken.kind === 'stale') return refuse(409, 'SEQUENCE_STALE');
    if (taken.kind === 'applied') sendPrenotes(tenantId, employeeId, document);
    const { eventId, sequence } = document;
    return {
      status: 200,
      body: { eventId, sequence },
      ...(taken.kind === 'repeated' ? { headers: { 'idempotency-replayed': 'true' } } : {}),
    };
  };

  const getSplit = ({ tenantId }: SuiteTenant, employeeId: string): SuiteAnswer => {
    const split = books.splitOf(tenantId, employeeId);
    return split === undefined ? refuse(404, 'EMPLOYEE_UNKNOWN') : { status: 200, body: shownSplit(split) };
  };

  /** Every share that goes to an account is an entry, which settles on the pay date. */
  const sendEntries = async (tenantId: string, { payGroup, payDate }: Payroll): Promise<void> => {
    for (const employeeId of books.employeesOf(tenantId)) {
      const split = books.splitOf(tenantId, employeeId);
      if (split?.payGroup !== payGroup) continue;
      for (const item of split.items) {
        if (!('accountNumber' in item) || item.pay !== 'account' || item.accountId === undefined) continue;
        const { directDepositId, accountId } = item;
        const entry = { employeeId, directDepositId, accountId, traceNumber: nextTrace(tenantId) };
        books.addEntry(tenantId, entry);
        await post({ type: 'entry.sent', data: { tenantId, ...entry, settlementDate: payDate } });
      }
    }
  };

  const postPayroll = async (tenantId: string, payroll: Payroll): Promise<void> => {
    const isNew = books.post(tenantId, payroll);
    await post({ type: 'payroll.posted', data: { tenantId, ...payroll } });
    if (isNew) await sendEntries(tenantId, payroll);
  };

  /** As if the bank had answered an entry: the newest one to the direct deposit. */
  const answerEntry: LocalPayrollSuite['answerEntry'] = async (
    tenantId,
    directDepositId,
    code,
    data = '',
  ) => {
    const entry = books
      .entriesOf(tenantId)
      .findLast((candidate) => candidate.directDepositId === directDepositId);
    if (entry === undefined) return false;
    const told = { tenantId, ...entry, code };
    if (code.startsWith('R')) await post({ type: 'entry.returned', data: told });
    else {
      const answerId = randomUUID();
      books.addCorrection(tenantId, { answerId, code, traceNumber: entry.traceNumber, correctedData: data });
      await post({ type: 'entry.corrected', data: { ...told, answerId } });
    }
    return true;
  };

  const getCorrection = ({ tenantId }: SuiteTenant, answerId: string): SuiteAnswer => {
    const correction = books.correctionOf(tenantId, answerId);
    if (correction === undefined) return refuse(404, 'ANSWER_UNKNOWN');
    const { code, traceNumber, correctedData } = correction;
    return { status: 200, body: { answerId, code, traceNumber, correctedData } };
  };

  const command = createSuiteCommands({ books, postPayroll, answerEntry, setWebhooksHeld });

  const route = async (request: IncomingMessage): Promise<SuiteAnswer> => {
    const { headers, method } = request;
    const body = await buffer(request);
    if (trouble === 'down') return refuse(503, 'SUITE_DOWN');
    if (trouble === 'slow') await pause(slowMs);
    const key = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
    const tenant = tenants.find((candidate) => candidate.key === key);
    if (tenant === undefined || trouble === 'refusing-keys') return refuse(401, 'KEY_REFUSED');
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const [, employee] = /^\/employees\/([^/]+)\/direct-deposits$/.exec(pathname) ?? [];
    if (employee !== undefined) {
      if (method === 'GET') return getSplit(tenant, decodeURIComponent(employee));
      if (method !== 'PUT') return refuse(405, 'METHOD_NOT_ALLOWED');
      if (body.length > maxBodyBytes) return refuse(413, 'BODY_TOO_LARGE');
      return putSplit(tenant, decodeURIComponent(employee), String(headers['idempotency-key'] ?? ''), body);
    }
    const [, answerId] = /^\/bank-answers\/([^/]+)$/.exec(pathname) ?? [];
    if (answerId !== undefined && method === 'GET')
      return getCorrection(tenant, decodeURIComponent(answerId));
    const commanded = method === 'POST' ? command(tenant, pathname, body) : undefined;
    return commanded ?? refuse(404, 'NOT_FOUND');
  };

  const server: Server = createServer((request, response: ServerResponse) => {
    route(request)
      .catch(() => refuse(500, 'INTERNAL'))
      .then(({ status, body, headers = {} }) => {
        if (trouble === 'losing-answers') request.socket.destroy();
        else
          response
            .writeHead(status, { 'content-type': 'application/json', ...headers })
            .end(JSON.stringify(body));
      })
      .catch(() => request.socket.destroy());
  });
  const port = await listen(server, settings.port);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    books,
    setTenants: (others) => {
      tenants = others;
    },
    setNow: (other) => {
      nowMs = other ?? ownNowMs;
    },
    setTrouble: (next) => {
      trouble = next;
    },
    setWebhooksHeld,
    postPayroll,
    answerEntry,
    stop: async () => {
      await webhooks?.stop();
      await closeServer(server);
    },
  };
};

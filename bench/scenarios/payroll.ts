// The payroll loop: how long a committed change takes to its effect in the payroll suite, on the local stack with 20 writes a second, and how
// fast a backlog drains.

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createInProcessCredentialSource } from '../../shared/credentials/in-process-credential-source.ts';
import { sealAccountNumber } from '../../shared/crypto/account-number-seal.ts';
import type { AccountNumberKeyset } from '../../shared/crypto/account-number-keyset.ts';
import { onFreePorts } from '../../local/free-ports.ts';
import { startStack, type Stack } from '../../local/start-stack.ts';
import { caller, soon } from '../../test/support/aws-credential-world.ts';
import { acme } from '../../test/support/deposits-world.ts';
import { startPayrollWorld, type PayrollWorld } from '../../test/support/payroll-world.ts';
import { quantile } from '../statistics.ts';

export type PayrollFigures = {
  readonly writes: number;
  readonly writesAnswered: number;
  readonly effects: number;
  /** From the database's clock in the change's transaction to the suite: more than from its commit. */
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly backlog: number;
  readonly drainedPerSecond: number;
};

const writesPerSecond = 20;
const employees = ['e-1001', 'e-1002', 'e-1003', 'e-1004'] as const;
const patienceMs = 10_000;
const rampMs = 10_000;

const body = (nickname: string) => ({
  nickname,
  accountType: 'checking',
  routingNumber: '021000021',
  allocation: { kind: 'remainder' },
});

const signIn = async ({ urls }: Stack): Promise<string> => {
  const claims = { sub: 'bench', tenant_id: 'acme', roles: ['payroll-admin'] };
  const response = await fetch(`${urls.issuer}/token`, { method: 'POST', body: JSON.stringify(claims) });
  const answer: unknown = await response.json();
  return String(Reflect.get(Object(answer), 'token'));
};

const measureLatency = async (seconds: number) => {
  const tookMs: number[] = [];
  const stack = await onFreePorts((portBase) =>
    startStack({
      portBase,
      onProgress: () => undefined,
      onSuiteArrival: (_tenant, _employee, { occurredAt }) =>
        tookMs.push(Date.now() - Date.parse(occurredAt)),
    }),
  );
  try {
    const token = await signIn(stack);
    const send = (method: string, path: string, sent: object, headers: Record<string, string> = {}) =>
      fetch(`${stack.urls.api}/api/employees/${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
        body: JSON.stringify(sent),
      });
    const ids = new Map<string, string>();
    for (const employee of employees) {
      const number = `90000${employee.slice(-4)}`;
      const created = await send('POST', `${employee}/direct-deposits`, {
        ...body('first'),
        accountNumber: number,
      });
      ids.set(employee, String(Reflect.get(Object(await created.json()), 'id')));
    }
    let answered = 0;
    const underWay: Promise<void>[] = [];
    let made = 0;
    /** At its times, whether or not those before are answered. */
    const writeFor = async (durationMs: number, rateAt: (elapsedMs: number) => number): Promise<void> => {
      const startMs = performance.now();
      for (let dueMs = 0; dueMs < durationMs; dueMs += 1_000 / rateAt(dueMs)) {
        await pause(Math.max(0, startMs + dueMs - performance.now()));
        const employee = employees[made % employees.length] ?? employees[0];
        const path = `${employee}/direct-deposits/${ids.get(employee) ?? ''}`;
        made += 1;
        underWay.push(
          send('PUT', path, body(`n${made}`), { 'if-match': '*' }).then(async (response) => {
            await response.arrayBuffer();
            if (response.status === 200) answered += 1;
          }),
        );
      }
    };
    // As the load does: a laptop's emulator starts its workers while the rate rises.
    await writeFor(rampMs, (elapsedMs) => 1 + ((writesPerSecond - 1) * elapsedMs) / rampMs);
    await Promise.all(underWay.splice(0));
    await pause(2_000);
    [tookMs.length, answered, made] = [0, 0, 0];

    await writeFor(seconds * 1_000, () => writesPerSecond);
    await Promise.all(underWay);
    const endMs = performance.now() + patienceMs;
    while (tookMs.length < answered && performance.now() < endMs) await pause(20);
    return {
      writes: made,
      writesAnswered: answered,
      effects: tookMs.length,
      medianMs: quantile(tookMs, 0.5) ?? NaN,
      p99Ms: quantile(tookMs, 0.99) ?? NaN,
    };
  } finally {
    await stack.stop();
  }
};

const keysetOf = async ({ world }: PayrollWorld): Promise<AccountNumberKeyset> => {
  const opened = await createInProcessCredentialSource(world.deps).use(
    acme,
    ['account-number-key'],
    (credentials) => Promise.resolve(credentials['account-number-key'].value.expose()),
    { caller, deadline: soon() },
  );
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
};

/** Open events of many employees, a few of each, as their writes would have left them. */
const fillOutbox = async (payroll: PayrollWorld, events: number, each: number): Promise<void> => {
  const { world } = payroll;
  const keyset = await keysetOf(payroll);
  const ids = await world.newEmployees(events / each);
  for (let at = 0; at < ids.length; at += 100) {
    const batch = ids.slice(at, at + 100);
    const rows = batch.flatMap((employeeId) => {
      const directDepositId = randomUUID();
      const binding = { tenantId: acme, employeeId, directDepositId };
      const { sealed, keyVersion } = sealAccountNumber(keyset, binding, '1234567890');
      return Array.from({ length: each }, (_, index) => ({
        employeeId,
        sequence: index + 1,
        eventId: randomUUID(),
        item: `'${directDepositId}', 'checking', '021000021', 0x${sealed.toString('hex')}, ${keyVersion}`,
      }));
    });
    const list = (toValues: (row: (typeof rows)[number]) => string): string => rows.map(toValues).join(', ');
    await world.query(
      acme,
      `INSERT INTO [dbo].[PayrollDelivery] ([EmployeeId]) VALUES ${batch.map((id) => `('${id}')`).join(', ')};
INSERT INTO [dbo].[PayrollOutbox] ([EmployeeId], [Sequence], [EventId], [Action], [EmployeeName], [PayGroup], [OccurredAt])
VALUES ${list(({ employeeId, sequence, eventId }) => `('${employeeId}', ${sequence}, '${eventId}', 'update', N'Test', 'biweekly', SYSUTCDATETIME())`)};
INSERT INTO [dbo].[PayrollOutboxItem] ([EventId], [Part], [Priority], [DirectDepositId], [AccountType], [RoutingNumber],
  [SealedAccountNumber], [KeyVersion], [AllocationKind], [Pay])
VALUES ${list(({ eventId, item }) => `('${eventId}', 'pay', 1, ${item}, 'remainder', 'account')`)};`,
    );
  }
};

const measureDrain = async (backlog: number) => {
  const payroll = await startPayrollWorld();
  try {
    await fillOutbox(payroll, backlog, 5);
    const startedMs = performance.now();
    let sent = 0;
    while (sent < backlog) {
      const run = await payroll.send();
      if (run.sent === 0) throw new Error(`the backlog stays at ${backlog - sent}: ${run.code}`);
      sent += run.sent;
    }
    return { backlog, drainedPerSecond: backlog / ((performance.now() - startedMs) / 1_000) };
  } finally {
    await payroll.stop();
  }
};

/** @param isShort a tenth of it */
export const measurePayroll = async (isShort: boolean): Promise<PayrollFigures> => ({
  ...(await measureLatency(isShort ? 10 : 60)),
  ...(await measureDrain(isShort ? 1_000 : 10_000)),
});

export const payrollLine = (figures: PayrollFigures): string =>
  [
    `Payroll loop: ${figures.writesAnswered} of ${figures.writes} writes answered, ${writesPerSecond} a second, ${figures.effects} effects in the suite`,
    `committed to effect: median ${figures.medianMs.toFixed(0)} ms, p99 ${figures.p99Ms.toFixed(0)} ms`,
    `a backlog of ${figures.backlog} drains at ${figures.drainedPerSecond.toFixed(0)} a second`,
  ].join('; ');

// `npm run demo`: starts the local stack on free ports (or on PORT_BASE), plays the main job over HTTP for two tenants, moves two more from the
// old application's formats to the current one, follows changes into the payroll suite and back, posts webhooks, prints what happened, stops
// the stack. Exit 1 when any answer is
// not the expected one.

import { onFreePorts } from '../local/free-ports.ts';
import { parsePortBase } from '../local/ports.ts';
import { endWithParent } from '../local/process/end-with-parent.ts';
import { startStack, type Stack } from '../local/start-stack.ts';
import { createDatabaseLogins } from './demo/database-logins.ts';
import { playLegacyMigration } from './demo/legacy-migration.ts';
import { playMainJob, type Step } from './demo/main-job.ts';
import { playPayrollLoop } from './demo/payroll-loop.ts';
import { playWebhooks, postedType, type WebhookStep } from './demo/webhooks.ts';

const abort = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => abort.abort());
endWithParent();

const columns = [8, 7, 8, 8, 30, 0];

const row = (...cells: readonly string[]): string =>
  cells.map((cell, index) => cell.padEnd(columns[index] ?? 0)).join('  ');

const logins = createDatabaseLogins();
const problems: string[] = [];

const report = (step: Step): void => {
  const { tenant, call, answer, expectedStatus, shows, complaint } = step;
  const used = logins.takeUsed();
  const what = `${call.method} ${call.path} for ${tenant}`;
  if (answer.status !== expectedStatus || complaint !== undefined) {
    problems.push(`${what}: ${answer.status}, expected ${expectedStatus}; ${complaint ?? ''}`);
  }
  // A call that is refused before it reaches a function touches no database; every other uses its own tenant's login.
  const expected = answer.status === 401 ? '' : `${tenant}_app@deposits_${tenant}`;
  if (used.join(', ') !== expected)
    problems.push(`${what}: worked with the database logins [${used.join(', ')}]`);
  console.log(
    row(tenant, call.method, String(answer.status), answer.ms.toFixed(0), used.join(', ') || '(none)', shows),
  );
};

/** Where events went that the demo itself posts; the payroll suite's own come and go beside them. */
const delivered: string[] = [];

const reportWebhook = ({ status, ms, shows, complaint }: WebhookStep): void => {
  if (complaint !== undefined) problems.push(`webhook, ${shows}: ${complaint}`);
  console.log(row('', 'POST', String(status), ms.toFixed(0), '(none)', shows));
};

let stack: Stack | undefined;
try {
  console.log('Starting the local stack …');
  const start = (portBase: number) =>
    startStack({
      portBase,
      signal: abort.signal,
      onProgress: (message) => console.log(`  ${message}`),
      onSqlEvent: logins.onEvent,
      onDelivered: ({ detail }, target) => {
        if (JSON.stringify(detail).includes(postedType)) delivered.push(target.split(':').at(-1) ?? '');
      },
    });
  const wanted = process.env['PORT_BASE'] ?? '';
  stack = await (wanted === '' ? onFreePorts(start) : start(parsePortBase(wanted)));
  console.log(`\nAll calls go to ${stack.urls.api}/api/employees/e-1001/direct-deposits\n`);
  console.log(row('tenant', 'call', 'status', 'ms', 'database login', 'what it shows'));
  logins.takeUsed();
  await playMainJob(stack.urls, report);
  console.log('\nTwo employers come from the old application:\n');
  await playLegacyMigration(stack, {
    onStep: report,
    onCommand: (args, output) => console.log(`\n$ npm run credentials -- ${args.join(' ')}\n${output}`),
    onProblem: (problem) => problems.push(problem),
  });
  console.log('\nChanges on their way to the payroll suite and back:\n');
  await playPayrollLoop(stack, ({ tenant, shows, complaint }) => {
    if (complaint !== undefined) problems.push(`payroll loop, ${tenant}, ${shows}: ${complaint}`);
    console.log(`${tenant.padEnd(8)}  ${shows}`);
  });
  console.log(`\nThe payroll suite posts webhooks to ${stack.urls.webhook}/payroll-suite:\n`);
  await playWebhooks(stack, reportWebhook);
  console.log(`\n${delivered.length} event on the bus, brought to ${delivered.join(', ')}`);
  if (delivered.length !== 1) problems.push(`${delivered.length} events were delivered, expected 1`);
} catch (error) {
  problems.push(error instanceof Error ? error.message : String(error));
} finally {
  await stack?.stop();
}

if (problems.length === 0) {
  console.log('\nEvery answer was the expected one, each with the login of its own tenant.');
} else {
  console.error(`\nThe demo failed:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  process.exitCode = 1;
}

// `npm start`: runs the local stack until it is told to stop. `--data <folder>` keeps the data, PORT_BASE moves the ports.

import { Command } from 'commander';
import { defaultPortBase, parsePortBase } from './ports.ts';
import { endWithParent } from './process/end-with-parent.ts';
import { commandEnvironment } from './stack-environment.ts';
import { startStack } from './start-stack.ts';
import type { Stack, StackUrls } from './start-stack.ts';

const giveUpMs = 5000;

const table = (urls: StackUrls): string =>
  [
    ['Page', `${urls.api}/`],
    ['API', `${urls.api}/api/employees/{employeeId}/direct-deposits`],
    ['Lambda Invoke', urls.lambda],
    ['OpenID issuer', `${urls.issuer}/.well-known/openid-configuration`],
    ['DynamoDB', urls.dynamodb],
    ['KMS', urls.kms],
    ['Secrets Manager', urls.secretsManager],
    ['EventBridge', urls.eventBridge],
    ['SES', urls.ses],
    ['Webhook', `${urls.webhook}/{source}`],
    ['Payroll suite', `${urls.payrollSuite}/employees/{employeeId}/direct-deposits`],
    ['SQL Server', urls.sql],
  ]
    .map(([name = '', url = '']) => `  ${name.padEnd(16)} ${url}`)
    .join('\n');

/** One for each source of webhooks, with its own signing secret. */
const sendExamples = ({ urls, webhookSecretFiles }: Stack): string =>
  Object.entries(webhookSecretFiles)
    .map(
      ([source, file]) =>
        `  npm run webhook -- send --url ${urls.webhook}/${source} --scheme standard-webhooks --secret-file ${file}`,
    )
    .join('\n');

/** For one of the tenants: a prenote and a payroll that is posted send the entries that the bank answers. */
const suiteExamples = ({ urls: { payrollSuite: suite }, payrollKeyFiles }: Stack): string => {
  const [file = ''] = Object.values(payrollKeyFiles);
  const post = `  curl -X POST -H @${file}`;
  return `Ask the payroll suite what it believes:
  curl -H @${file} ${suite}/employees/e-1001/direct-deposits

Post a payroll, then play the bank:
${post} ${suite}/pay-groups/biweekly/payrolls/{payDate}/post
${post} -d '{"code":"R03"}' ${suite}/direct-deposits/{id}/bank-answer

Keep the payroll suite from telling anything, so as to see what waits for it:
${post} ${suite}/webhooks/hold
${post} ${suite}/webhooks/release`;
};

const exports = (environment: Readonly<Record<string, string>>): string =>
  Object.entries(environment)
    .map(([name, value]) => `  export ${name}=${value}`)
    .join('\n');

/** A change of where pay goes is told to the employee by mail. */
const mailboxHint = ({ mailbox }: Stack): string => `Mails to employees:\n  ls ${mailbox.folder}`;

const { data } = new Command('npm start --')
  .description('Starts the local stack and keeps it running')
  .option('--data <folder>', 'keep the data in this folder')
  .parse()
  .opts<{ data?: string }>();

const abort = new AbortController();
let stack: Stack | undefined;
let isStopping = false;

const stop = async (): Promise<void> => {
  if (isStopping) return;
  isStopping = true;
  // Past this nothing is waited for: the last resort kills what is left.
  setTimeout(() => process.exit(1), giveUpMs).unref();
  console.log('Stopping …');
  abort.abort(new Error('Stopped while starting'));
  if (stack === undefined) return;
  await stack.stop();
  console.log('Stopped.');
  process.exit(0);
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
endWithParent();
// A closed terminal takes the output away; that must not stop the clean-up.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const startedMs = performance.now();
const seconds = (): string => ((performance.now() - startedMs) / 1000).toFixed(1).padStart(5);

try {
  const portBase = parsePortBase(process.env['PORT_BASE']);
  stack = await startStack({
    portBase,
    dataDirectory: data,
    hasPage: true,
    signal: abort.signal,
    onProgress: (message) => console.log(`${seconds()} s  ${message}`),
    onDelivered: ({ detailType, source }, target, isDelivered) =>
      console.log(
        `  | event ${detailType} of ${source} ${isDelivered ? '→' : 'could not be delivered to'} ${target.split(':').at(-1) ?? ''}`,
      ),
    onMail: ({ to, subject }) => console.log(`  | mail to ${to}: ${subject}`),
    onOutput: (line) => {
      // While it starts the gateway talks about itself; from then on it talks about requests.
      if (stack !== undefined && line.trim() !== '') console.log(`  | ${line}`);
    },
  });
  if (isStopping) {
    await stack.stop();
    process.exit(0);
  }
  console.log(`\n${table(stack.urls)}\n`);
  console.log(
    `For other clients of this stack (aws, …):\n${exports(commandEnvironment(stack.ports, stack.certificateFile))}\n`,
  );
  const at = portBase === defaultPortBase ? '' : `PORT_BASE=${portBase} `;
  console.log(`Beside it:
  ${at}npm run --silent token -- --tenant acme --employee e-1001 --role employee
  ${at}npm run credentials -- list --local
${sendExamples(stack)}\n\n${suiteExamples(stack)}\n\n${mailboxHint(stack)}\n`);
  console.log(`ready: ${stack.urls.api}`);
} catch (error) {
  if (!isStopping) console.error(error instanceof Error ? error.message : error);
  process.exit(isStopping ? 0 : 1);
}

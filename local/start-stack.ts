// The whole local stack as one thing to start and stop: database, DynamoDB, KMS and issuer in this process, API Gateway and
// Lambda in a child, demo tenants in all of them. However it fails or is stopped, nothing is left behind.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { queueNames } from '../infra/webhook-names.ts';
import { buildLayer, layerNodePath } from '../layers/shared/build-layer.ts';
import { startDynamoDb } from './dynamodb/start-dynamodb.ts';
import { startEventBridge, type BusEvent } from './eventbridge/start-eventbridge.ts';
import { refuseTakenPorts } from './free-ports.ts';
import { startFunctionUrl } from './function-url/start-function-url.ts';
import { startGateway } from './gateway/start-gateway.ts';
import { startIssuer } from './issuer/start-issuer.ts';
import { startKms } from './kms/start-kms.ts';
import {
  startPayrollSuite,
  type LocalPayrollSuite,
  type PayrollSuiteSettings,
} from './payroll-suite/start-payroll-suite.ts';
import { accessOf, newSuiteKeys, writeKeyFiles } from './payroll-suite/suite-keys.ts';
import type { SuiteEvent } from './payroll-suite/suite-webhooks.ts';
import { portsFrom } from './ports.ts';
import type { Ports } from './ports.ts';
import { startLastResort } from './process/last-resort.ts';
import type { SentMail } from './ses/mailbox.ts';
import { startSes, type LocalSes } from './ses/start-ses.ts';
import { startSecretsManager } from './secrets-manager/start-secrets-manager.ts';
import { demoTenants } from './seed/demo-tenants.ts';
import { seedDemoTenants } from './seed/seed-demo-tenants.ts';
import { secretFilesIn, seedWebhook } from './seed/seed-webhook.ts';
import type { SqlServerEvent } from './sql-server/events.ts';
import { startSqlServer, type SqlServer } from './sql-server/start-sql-server.ts';
import { makePage } from './page/make-page.ts';
import { noteRunningStack } from './running-stack.ts';
import { commandEnvironment, localStackName } from './stack-environment.ts';
import { createUnwinding } from './unwinding.ts';
import type { Unwinding } from './unwinding.ts';

export const localAudience = 'direct-deposits';

export type StackUrls = {
  readonly api: string;
  readonly issuer: string;
  readonly lambda: string;
  readonly dynamodb: string;
  readonly kms: string;
  readonly secretsManager: string;
  readonly eventBridge: string;
  readonly ses: string;
  readonly webhook: string;
  readonly payrollSuite: string;
  readonly sql: string;
};

/** The database's certificate, made anew with each start. */
const certificateFileIn = (folder: string): string => join(folder, 'sql-server.pem');

const webhookSecretFolder = (folder: string): string => join(folder, 'webhook-secrets');
/** Beside the other data where that is kept. */
const mailboxFolder = (folder: string, dataDirectory: string | undefined): string =>
  join(dataDirectory === undefined ? folder : resolve(dataDirectory), 'mailbox');
const payrollKeyFolder = (folder: string): string => join(folder, 'payroll-keys');

export type Stack = {
  readonly urls: StackUrls;
  readonly ports: Ports;
  readonly certificateFile: string;
  /** Where the signing secret of each source of webhooks is, by the source's name. */
  readonly webhookSecretFiles: Readonly<Record<string, string>>;
  readonly payrollSuite: LocalPayrollSuite;
  /** For who makes it fail over, and counts its connections. */
  readonly sqlServer: Pick<SqlServer, 'failOver' | 'connections'>;
  /** Where mails to employees end. */
  readonly mailbox: LocalSes['mailbox'];
  /** Where the key of each tenant for the payroll suite is, as a header for curl. */
  readonly payrollKeyFiles: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
};

export type StackSettings = {
  readonly portBase: number;
  /** Keeps the data there; without it all data is in a temporary folder that goes with the stack. */
  readonly dataDirectory?: string | undefined;
  /** The folder of package.json; where the process runs unless given. */
  readonly projectDirectory?: string;
  readonly onProgress: (message: string) => void;
  /** Builds the page and serves it at the API's own origin. */
  readonly hasPage?: boolean;
  /** Every line that the gateway and the functions write. */
  readonly onOutput?: (line: string) => void;
  /** What the SQL Server tells about itself: logins and requests, no values. */
  readonly onSqlEvent?: (event: SqlServerEvent) => void;
  /** Of each target of each event: whether it took the event, or the dead-letter queue did. */
  readonly onDelivered?: (event: BusEvent, targetArn: string, isDelivered: boolean) => void;
  /** Of each event that the payroll suite has posted to the webhook and seen taken. */
  readonly onSuiteEvent?: (event: SuiteEvent) => void;
  /** Of each event that reaches the payroll suite. */
  readonly onSuiteArrival?: PayrollSuiteSettings['onArrival'];
  /** Of each mail to an employee. */
  readonly onMail?: (mail: SentMail) => void;
  /** Gives up starting, and cleans up. */
  readonly signal?: AbortSignal;
};

const loopback = (port: number): string => `http://127.0.0.1:${port}`;

/** Runs all, waits for all even when one fails, then fails with the first failure. */
const together = async <const T extends readonly Promise<unknown>[]>(
  tasks: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> => {
  await Promise.allSettled(tasks);
  return Promise.all(tasks);
};

/** What a stack hands on of its parts. */
type Parts = Pick<Stack, 'payrollSuite' | 'mailbox' | 'sqlServer'>;

const startEverything = async (
  settings: StackSettings,
  ports: Ports,
  folder: string,
  unwinding: Unwinding,
  watchGroup: (pid: number) => void,
): Promise<Parts> => {
  const { onProgress, dataDirectory, projectDirectory = process.cwd() } = settings;
  const suiteKeys = newSuiteKeys(demoTenants.map(({ id }) => id));
  writeKeyFiles(payrollKeyFolder(folder), suiteKeys);
  const readWebhookSecret = (): string =>
    readFileSync(join(webhookSecretFolder(folder), 'payroll-suite'), 'utf8').trim();
  const dataFor = (name: string): { dataDirectory?: string } => {
    if (dataDirectory === undefined) return {};
    const path = join(resolve(dataDirectory), name);
    mkdirSync(path, { recursive: true });
    return { dataDirectory: path };
  };
  const started = async <T extends { readonly stop: () => Promise<void> }>(
    name: string,
    start: Promise<T>,
  ): Promise<T> => {
    const part = await start;
    unwinding.add(() => part.stop());
    onProgress(`${name} is up`);
    return part;
  };

  const layerDirectory = join(folder, 'layer');
  const layer = buildLayer({ projectDirectory, layerDirectory }, process.env);
  const issuer = await started('OpenID issuer', startIssuer({ port: ports.issuer, audience: localAudience }));
  await layer;
  const pageFolder = settings.hasPage === true ? join(folder, 'page') : undefined;
  const page = pageFolder === undefined ? Promise.resolve() : makePage(pageFolder, issuer.url);
  const gateway = startGateway({
    projectDirectory,
    bundleDirectory: join(folder, 'bundles'),
    layerNodePath: layerNodePath(layerDirectory),
    certificateFile: certificateFileIn(folder),
    ports,
    issuerUrl: issuer.url,
    pageFolder,
    audience: localAudience,
    onLine: settings.onOutput ?? (() => undefined),
    onStarted: (child) => {
      watchGroup(child.pid);
      unwinding.add(child.stop);
      settings.signal?.addEventListener('abort', () => void child.stop());
    },
  });
  const administrator = { user: 'sa', password: `Local-${crypto.randomUUID()}` };
  const backends = together([
    started('DynamoDB', startDynamoDb({ port: ports.dynamodb, ...dataFor('dynamodb') })),
    started('KMS', startKms({ port: ports.kms, ...dataFor('kms') })),
    started(
      'Secrets Manager',
      startSecretsManager({ port: ports.secretsManager, ...dataFor('secrets-manager') }),
    ),
    started(
      'EventBridge',
      startEventBridge({
        port: ports.eventBridge,
        queues: queueNames(localStackName),
        lambdaUrl: loopback(ports.lambda),
        ...(settings.onDelivered === undefined ? {} : { onDelivered: settings.onDelivered }),
      }),
    ),
    started(
      'SES',
      startSes({ port: ports.ses, folder: mailboxFolder(folder, dataDirectory) }, settings.onMail),
    ),
    started(
      'Function URL of the webhook',
      startFunctionUrl({
        port: ports.webhook,
        lambdaUrl: loopback(ports.lambda),
        functionName: `${localStackName}-payroll-webhook`,
      }),
    ),
    started(
      'Payroll suite',
      startPayrollSuite({
        port: ports.payrollSuite,
        ...dataFor('payroll-suite'),
        tenants: [...suiteKeys].map(([tenantId, key]) => ({ tenantId, key })),
        webhook: { url: `${loopback(ports.webhook)}/payroll-suite`, secret: readWebhookSecret },
        ...(settings.onSuiteEvent === undefined ? {} : { onPosted: settings.onSuiteEvent }),
        ...(settings.onSuiteArrival === undefined ? {} : { onArrival: settings.onSuiteArrival }),
      }),
    ),
    started(
      'SQL Server',
      startSqlServer({
        port: ports.sql,
        administrator,
        ...dataFor('sql-server'),
        ...(settings.onSqlEvent === undefined ? {} : { onEvent: settings.onSqlEvent }),
      }),
    ),
  ]).then(async ([, , , , ses, , payrollSuite, sqlServer]) => {
    settings.signal?.throwIfAborted();
    const { certificatePem } = sqlServer;
    writeFileSync(certificateFileIn(folder), certificatePem);
    await seedWebhook(ports, webhookSecretFolder(folder));
    onProgress('Sources of webhooks have their signing secrets');
    const payrollAccess = (tenantId: string) => accessOf(payrollSuite.url, suiteKeys, tenantId);
    await seedDemoTenants({
      projectDirectory,
      ports,
      administrator,
      certificatePem,
      payrollAccess,
      onProgress,
    });
    return { payrollSuite, mailbox: ses.mailbox, sqlServer };
  });
  const [parts] = await together([
    backends,
    gateway.then(() => onProgress('API Gateway and Lambda are up')),
    page.then(() => (pageFolder === undefined ? undefined : onProgress('The page is built'))),
  ]);
  settings.signal?.throwIfAborted();
  return parts;
};

export const startStack = async (settings: StackSettings): Promise<Stack> => {
  const ports = portsFrom(settings.portBase);
  await refuseTakenPorts(settings.portBase, ports);
  const unwinding = createUnwinding();
  const folder = mkdtempSync(join(tmpdir(), 'direct-deposits-'));
  const lastResort = startLastResort(folder);
  unwinding.add(lastResort.dismiss);
  unwinding.add(() => rmSync(folder, { recursive: true, force: true }));
  let parts: Parts;
  try {
    parts = await startEverything(settings, ports, folder, unwinding, lastResort.watchGroup);
  } catch (error) {
    await unwinding.run();
    throw error;
  }
  const urls = {
    api: loopback(ports.api),
    issuer: loopback(ports.issuer),
    lambda: loopback(ports.lambda),
    dynamodb: loopback(ports.dynamodb),
    kms: loopback(ports.kms),
    secretsManager: loopback(ports.secretsManager),
    eventBridge: loopback(ports.eventBridge),
    ses: loopback(ports.ses),
    webhook: loopback(ports.webhook),
    payrollSuite: loopback(ports.payrollSuite),
    sql: `127.0.0.1,${ports.sql}`,
  };
  unwinding.add(noteRunningStack(settings.portBase, commandEnvironment(ports, certificateFileIn(folder))));
  return {
    urls,
    ports,
    certificateFile: certificateFileIn(folder),
    webhookSecretFiles: secretFilesIn(webhookSecretFolder(folder)),
    ...parts,
    payrollKeyFiles: secretFilesIn(payrollKeyFolder(folder)),
    stop: unwinding.run,
  };
};

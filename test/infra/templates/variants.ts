// Every kind of deployment that the parameters can ask for, and how a test looks into its template.

import { functionKey, ofType, type Template } from '#test/support/packaged-project';

const network = [
  'vpcId=vpc-0123456789abcdef0',
  'subnetIds=subnet-0123456789abcdef0,subnet-0123456789abcdef1',
  'databaseSecurityGroupId=sg-0123456789abcdef0',
];

export const variants = {
  defaults: [],
  'ready containers': ['decryptorConcurrency=1', 'apiConcurrency=1'],
  'in process': ['credentialSource=in-process'],
  'isolated tenants': ['decryptorIsolation=tenant'],
  'callers of other teams': [
    'decryptorCallers=reports:sql-server:acme+globex,billing:sql-server+payroll-api::arn:aws:iam::210987654321:role/billing,audit:sql-server::210987654321',
  ],
  'moving to aliases': ['decryptorAliases=moving'],
  'no aliases': ['decryptorAliases=off'],
  'nobody is woken': ['wakeDecryptor=off'],
  'in process in a network': [
    'credentialSource=in-process',
    ...network,
    'tenantKey=arn:aws:kms:us-east-1:123456789012:key/0',
    'routeTableIds=rtb-0123456789abcdef0',
  ],
  'a network with busy hours': [
    ...network,
    'decryptorConcurrency=2',
    'busyFrom=cron(30 7 ? * MON-FRI *)',
    'busyUntil=cron(0 19 ? * MON-FRI *)',
    'busyFactor=3',
  ],
  'a schedule of ready containers': [
    'readySchedule=decryptor=1,decryptor:MON-FRI@07:55=3,decryptor:MON-FRI@18:00=1,list-direct-deposits=2',
    'busyTimezone=America/New_York',
  ],
  'a forecast on the dashboard': [`capacityForecast=${process.cwd()}/test/infra/templates/advice.json`],
  'a network with a NAT, under its own name': [
    ...network,
    'network=nat',
    'domainName=deposits.example.com',
    'certificateArn=arn:aws:acm:us-east-1:123456789012:certificate/0',
    'hostedZoneId=Z0123456789',
    'allowedOrigins=https://payroll.example.com,https://hr.example.com',
    'alarmTopicArn=arn:aws:sns:us-east-1:123456789012:on-call',
    'runbookUrl=https://wiki.example.com/docs/runbooks/',
  ],
  canary: ['canary=Canary10Percent5Minutes'],
  'other sources of webhooks': [
    'webhookSources=chat:momento:chat-secret:default:Chat,bank:standard-webhooks:::BankEvent',
    'webhookConcurrency=20',
  ],
  'the page under its own name': [
    'issuerUrl=https://issuer.example.com',
    'pageClientId=direct-deposit-page',
    'pageConnectOrigins=https://login.example.com',
    'domainName=deposits.example.com',
    'certificateArn=arn:aws:acm:us-east-1:123456789012:certificate/0',
    'pageDomainName=pay.example.com',
    'pageCertificateArn=arn:aws:acm:us-east-1:123456789012:certificate/1',
    'hostedZoneId=Z0123456789',
  ],
  'the page': ['issuerUrl=https://issuer.example.com', 'pageClientId=direct-deposit-page'],
  'a bounded payroll loop': [
    'payrollConcurrency=5',
    'payrollHostSuffixes=payroll.example.com',
    'noticeSender=payroll@example.com',
  ],
} as const;

export type VariantName = keyof typeof variants;
export type Templates = (name: VariantName) => Template;

export const variantNames = Object.keys(variants) as VariantName[];

/** The functions that have credentials opened and log in to databases. */
export const apiKeys = [
  'list-direct-deposits',
  'get-direct-deposit',
  'create-direct-deposit',
  'update-direct-deposit',
  'delete-direct-deposit',
  'replace-direct-deposits',
  'simulate-net-pay',
  'reveal-account-number',
  'release-direct-deposit',
  'cancel-upcoming-change',
  'list-history',
  'read-payroll-destinations',
  'list-employees',
  'list-tenant-direct-deposits',
  'list-bank-answers',
  'dismiss-bank-answer',
  'get-meta',
];

/** Those that need neither. */
export const publicKeys = ['get-openapi'];

/** Those that are no part of the API. */
export const eventKeys = [
  'payroll-webhook',
  'queue-payroll-runs',
  'send-payroll-changes',
  'apply-payroll-event',
  'notify-employee',
];

/** Those of them that log in to databases. */
export const payrollKeys = ['send-payroll-changes', 'apply-payroll-event', 'notify-employee'];

/** Those that a rule of the bus calls. */
export const ruleKeys = ['apply-payroll-event', 'notify-employee'];

/** Those that change direct deposits and have the payroll suite told. */
export const writerKeys = [
  'create-direct-deposit',
  'update-direct-deposit',
  'delete-direct-deposit',
  'replace-direct-deposits',
  'release-direct-deposit',
  'cancel-upcoming-change',
];

/** Those whose callers wait for an answer. */
export const canaryKeys = ['decryptor', ...apiKeys, ...publicKeys, 'payroll-webhook'];

export const functionKeys = ['decryptor', ...apiKeys, ...publicKeys, ...eventKeys];

export const propertiesOf = (template: Template, key: string): Record<string, unknown> =>
  ofType(template, 'AWS::Lambda::Function').find((it) => functionKey(it) === key)!.Properties;

export const variablesOf = (template: Template, key: string): Record<string, unknown> =>
  (propertiesOf(template, key)['Environment'] as { Variables: Record<string, unknown> }).Variables;

/** Those that hold ready containers or a canary. */
export const aliasesInPlace = (template: Template) =>
  ofType(template, 'AWS::Lambda::Alias').filter(({ Properties }) =>
    ['provisioned', 'live'].includes(String(Properties['Name'])),
  );

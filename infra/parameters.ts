// Every parameter of a deployment (`--param name=value`) with what it may be: packaging refuses anything else, and the page about
// deploying says it (test/infra/deploying-doc.test.ts). How parameters go together is settings.ts's.

import { tenantMaxAgeSeconds } from '../shared/platform/setting-ranges.ts';
import { answerablePurposes } from '../shared/credentials/purpose.ts';
import { signatureSchemes } from '../shared/webhook/signature-schemes.ts';
import { readyEntry } from './ready-schedule.ts';
import { readAllowedHosts } from '../shared/platform/allowed-hosts.ts';

export type ParameterType =
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  /** One text, or several with commas between; `example` is how it looks. */
  | {
      readonly kind: 'text';
      readonly form: RegExp;
      readonly example: string;
      readonly isList?: true;
      readonly mayBeEmpty?: true;
    }
  | { readonly kind: 'hours' }
  | { readonly kind: 'time zone' }
  | { readonly kind: 'hosts' };

export const canaryKinds = [
  'Canary10Percent5Minutes',
  'Canary10Percent10Minutes',
  'Canary10Percent15Minutes',
  'Canary10Percent30Minutes',
  'Linear10PercentEvery1Minute',
  'Linear10PercentEvery2Minutes',
  'Linear10PercentEvery3Minutes',
  'Linear10PercentEvery10Minutes',
] as const;

/** CloudWatch Logs takes no other. */
const retentionDays = [
  7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
].map(String);

const containers = { kind: 'number', min: 0, max: 1000 } as const;

const hostName =
  /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;

const httpsOrigin = /^https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/;

const purposeForm = `(?:${answerablePurposes.join('|')})`;
const tenantForm = '[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?';

/** `alias:purpose+purpose[:tenant+tenant[:principal]]`; the principal is a role or an account of another account. */
const callerForm = new RegExp(
  `^[a-z][a-z0-9-]{0,39}:${purposeForm}(?:\\+${purposeForm})*` +
    `(?::(?:${tenantForm}(?:\\+${tenantForm})*)?` +
    `(?::(?:\\d{12}|arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=.@/-]{1,512}))?)?$`,
);

export const parameterTypes = {
  issuerUrl: {
    kind: 'text',
    form: /^https:\/\/(?![/?#])(?:(?![,?#])[!-~]){1,512}$/,
    example: 'https://issuer.example.com',
  },
  audience: { kind: 'text', form: /^(?:(?!,)[!-~]){1,512}$/, example: 'direct-deposits' },
  credentialSource: { kind: 'choice', choices: ['lambda', 'in-process'] },
  awsTransport: { kind: 'choice', choices: ['lean', 'sdk'] },
  wakeDecryptor: { kind: 'choice', choices: ['on', 'off'] },
  decryptorIsolation: { kind: 'choice', choices: ['none', 'tenant'] },
  decryptorAliases: { kind: 'choice', choices: ['on', 'moving', 'off'] },
  decryptorCallers: {
    kind: 'text',
    form: callerForm,
    example: 'reports:sql-server:acme+globex:arn:aws:iam::123456789012:role/reports',
    isList: true,
    mayBeEmpty: true,
  },
  decryptorConcurrency: containers,
  decryptorConcurrencyMax: containers,
  apiConcurrency: containers,
  apiConcurrencyMax: containers,
  busyFrom: { kind: 'hours' },
  busyUntil: { kind: 'hours' },
  busyTimezone: { kind: 'time zone' },
  busyFactor: { kind: 'number', min: 2, max: 100 },
  readySchedule: {
    kind: 'text',
    form: readyEntry,
    example: 'decryptor=1,decryptor:MON-FRI@07:55=3,decryptor:MON-FRI@18:00=1',
    isList: true,
    mayBeEmpty: true,
  },
  canary: { kind: 'choice', choices: ['none', ...canaryKinds] },
  vpcId: { kind: 'text', form: /^vpc-[0-9a-f]{8,17}$/, example: 'vpc-0123456789abcdef0', mayBeEmpty: true },
  subnetIds: {
    kind: 'text',
    form: /^subnet-[0-9a-f]{8,17}$/,
    example: 'subnet-0123456789abcdef0',
    isList: true,
    mayBeEmpty: true,
  },
  databaseSecurityGroupId: {
    kind: 'text',
    form: /^sg-[0-9a-f]{8,17}$/,
    example: 'sg-0123456789abcdef0',
    mayBeEmpty: true,
  },
  databasePort: { kind: 'number', min: 1, max: 65_535 },
  network: { kind: 'choice', choices: ['endpoint', 'nat'] },
  routeTableIds: {
    kind: 'text',
    form: /^rtb-[0-9a-f]{8,17}$/,
    example: 'rtb-0123456789abcdef0',
    isList: true,
    mayBeEmpty: true,
  },
  allowedOrigins: {
    kind: 'text',
    form: httpsOrigin,
    example: 'https://payroll.example.com',
    isList: true,
    mayBeEmpty: true,
  },
  domainName: { kind: 'text', form: hostName, example: 'deposits.example.com', mayBeEmpty: true },
  certificateArn: {
    kind: 'text',
    form: /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/,
    example: 'arn:aws:acm:us-east-1:123456789012:certificate/…',
    mayBeEmpty: true,
  },
  pageClientId: {
    kind: 'text',
    form: /^(?:(?!,)[!-~]){1,255}$/,
    example: 'direct-deposit-page',
    mayBeEmpty: true,
  },
  // Scopes as RFC 6749 has them, `openid` among them, each once.
  pageScope: {
    kind: 'text',
    form: /^(?=(?:.* )?openid(?: |$))(?!(?:.* )?(\S+) (?:.* )?\1(?: |$))(?:(?!["\\,])[!-~])+(?: (?:(?!["\\,])[!-~])+)*$/,
    example: 'openid profile',
  },
  pageConnectOrigins: {
    kind: 'text',
    form: httpsOrigin,
    example: 'https://login.example.com',
    isList: true,
    mayBeEmpty: true,
  },
  pageDomainName: { kind: 'text', form: hostName, example: 'pay.example.com', mayBeEmpty: true },
  pageCertificateArn: {
    kind: 'text',
    form: /^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\/[\w-]+$/,
    example: 'arn:aws:acm:us-east-1:123456789012:certificate/…',
    mayBeEmpty: true,
  },
  bankDirectory: {
    kind: 'text',
    form: /^(?!.*\.csv.)[ -~]{1,1020}\.csv$/,
    example: 'banks.csv',
    mayBeEmpty: true,
  },
  hostedZoneId: { kind: 'text', form: /^Z[A-Z0-9]{1,31}$/, example: 'Z0123456789', mayBeEmpty: true },
  webhookSources: {
    kind: 'text',
    form: new RegExp(
      `^[a-z][a-z0-9-]{0,39}:(?:${signatureSchemes.map(({ name }) => name).join('|')})(?::[A-Za-z0-9/_+=.@-]{0,200}(?::[A-Za-z0-9/._-]{0,256}(?::[A-Za-z0-9._#-]{0,128})?)?)?$`,
    ),
    example: 'payroll-suite:standard-webhooks',
    isList: true,
  },
  webhookConcurrency: { kind: 'number', min: 0, max: 1000 },
  payrollConcurrency: { kind: 'number', min: 0, max: 1000 },
  throttleRate: { kind: 'number', min: 1, max: 10_000 },
  throttleBurst: { kind: 'number', min: 1, max: 5_000 },
  alarmTopicArn: {
    kind: 'text',
    form: /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+(\.fifo)?$/,
    example: 'arn:aws:sns:us-east-1:123456789012:on-call',
    mayBeEmpty: true,
  },
  runbookUrl: { kind: 'text', form: /^(?:(?!,)[!-~]){1,512}$/, example: 'https://wiki.example.com/runbooks' },
  capacityForecast: {
    kind: 'text',
    form: /^(?!.*\.json.)[ -~]{1,1020}\.json$/,
    example: 'advice.json',
    mayBeEmpty: true,
  },
  logRetentionDays: { kind: 'choice', choices: retentionDays },
  metricNamespace: {
    kind: 'text',
    form: /^(?!AWS\/)[A-Za-z0-9._/#-]{1,255}$/,
    example: 'direct-deposits-prod',
  },
  tenantKey: {
    kind: 'text',
    form: /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
    example: 'arn:aws:kms:us-east-1:123456789012:key/…',
  },
  tenantMaxAgeSeconds: { kind: 'number', min: tenantMaxAgeSeconds.min, max: tenantMaxAgeSeconds.max },
  sqlEncrypt: { kind: 'choice', choices: ['on', 'off'] },
  sqlCaFile: {
    kind: 'text',
    form: /^\/(?!.*(?:^|\/)\.\.(?:\/|$))(?:(?!,)[!-~]){1,512}$/,
    example: '/var/runtime/ca-cert.pem (a path in the function’s own file system, so from its root)',
    mayBeEmpty: true,
  },
  sqlHostSuffixes: { kind: 'hosts' },
  payrollHostSuffixes: { kind: 'hosts' },
  noticeSender: {
    kind: 'text',
    form: /^[A-Za-z0-9._+-]{1,64}@(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/,
    example: 'payroll@example.com',
  },
} as const satisfies Readonly<Record<string, ParameterType>>;

export type ParameterName = keyof typeof parameterTypes;
export const parameterNames: readonly string[] = Object.keys(parameterTypes);

export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** What a reader of a parameter's value refuses (a RangeError), said of the parameter. */
export const refusedAs = <T>(name: ParameterName, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw error instanceof RangeError ? new SettingsError(`${name}: ${error.message}`) : error;
  }
};

/** Minute, hour, day of the month, month, day of the week, year, as Application Auto Scaling reads them. */
const cronFields: readonly { readonly least: number; readonly most: number; readonly names: string }[] = [
  { least: 0, most: 59, names: '' },
  { least: 0, most: 23, names: '' },
  { least: 1, most: 31, names: 'L|W|LW' },
  { least: 1, most: 12, names: 'JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC' },
  { least: 1, most: 7, names: 'SUN|MON|TUE|WED|THU|FRI|SAT|L' },
  { least: 1970, most: 2199, names: '' },
];

const isCronField = (text: string, field: (typeof cronFields)[number]): boolean => {
  if (text === '*') return true;
  const names = new RegExp(`^(?:${field.names})$`);
  return text.split(/[,/#-]/).every((part, index) => {
    if (part === '*') return index === 0 && text.includes('/');
    if (!/^\d{1,4}$/.test(part)) return part !== '' && names.test(part);
    // What follows a slash is a step.
    return Number(part) <= field.most && (text.includes('/') || Number(part) >= field.least);
  });
};

const isHours = (text: string): boolean => {
  const fields = /^cron\(([^()]+)\)$/.exec(text)?.[1]?.trim().split(/ +/) ?? [];
  const [, , dayOfMonth, , dayOfWeek] = fields;
  // One of the two says when, the other that it does not.
  if (fields.length !== cronFields.length || (dayOfMonth === '?') === (dayOfWeek === '?')) return false;
  return cronFields.every((field, index) => {
    const mayBeOpen = index === 2 || index === 4;
    const text = fields[index] ?? '';
    return (mayBeOpen && text === '?') || isCronField(text, field);
  });
};

const timeZones = Intl.supportedValuesOf('timeZone');

/** Auto Scaling compares letter by letter, so a name in another case is none. */
const isTimeZone = (text: string): boolean => {
  if (timeZones.includes(text)) return true;
  if (!/^[A-Z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/.test(text)) return false;
  if (timeZones.some((name) => name.toLowerCase() === text.toLowerCase())) return false;
  try {
    // Older names of the same zones, such as Etc/UTC and Asia/Calcutta.
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** As the functions read them: a list that they refuse would stop every one of them at its first request. */
const areHosts = (text: string): boolean => {
  try {
    readAllowedHosts({ DEPOSITS_SQL_HOST_SUFFIXES: text });
    return true;
  } catch {
    return false;
  }
};

export const listIn = (text: string): readonly string[] => text.split(/[\s,]+/).filter((item) => item !== '');

const isText = (text: string, type: Extract<ParameterType, { kind: 'text' }>): boolean => {
  if (text === '') return type.mayBeEmpty === true;
  return (type.isList === true ? listIn(text) : [text]).every((item) => type.form.test(item));
};

const isWithin = (text: string, { min, max }: Extract<ParameterType, { kind: 'number' }>): boolean =>
  /^\d{1,6}$/.test(text) && Number(text) >= min && Number(text) <= max;

const cronExample = 'cron(30 7 ? * MON-FRI *)';

const isAllowed = (text: string, type: ParameterType): boolean => {
  switch (type.kind) {
    case 'number':
      return isWithin(text, type);
    case 'choice':
      return type.choices.includes(text);
    case 'text':
      return isText(text, type);
    case 'hours':
      return text === '' || isHours(text);
    case 'time zone':
      return isTimeZone(text);
    case 'hosts':
      return areHosts(text);
  }
};

const demand = (type: ParameterType): string => {
  switch (type.kind) {
    case 'number':
      return `must be a whole number from ${type.min} to ${type.max}`;
    case 'choice':
      return `must be one of ${type.choices.join(', ')}`;
    case 'text':
      return `must look like ${type.example}`;
    case 'hours':
      return `must look like ${cronExample}: minute, hour, day of the month, month, day of the week, year, one of the days being ?`;
    case 'time zone':
      return 'must be a time zone by its name, such as Europe/Berlin';
    case 'hosts':
      return 'must list host names or addresses such as db.example.com,10.0.0.7';
  }
};

/** Refuses with a sentence what the parameter may not be. */
export const checkParameter = (name: ParameterName, text: string): void => {
  const type: ParameterType = parameterTypes[name];
  if (!isAllowed(text, type)) throw new SettingsError(`${name} ${demand(type)}, got ${JSON.stringify(text)}`);
};

/** What a parameter may be, as the page about deploying says it. */
export const describeAllowed = (name: ParameterName): string => {
  const type: ParameterType = parameterTypes[name];
  switch (type.kind) {
    case 'number':
      return `${type.min} to ${type.max}`;
    case 'choice':
      return type.choices.map((choice) => `\`${choice}\``).join(', ');
    case 'text':
      return `${type.isList === true ? 'like, with commas between, ' : 'like '}\`${type.example.split(' (')[0] ?? ''}\``;
    case 'hours':
      return `like \`${cronExample}\``;
    case 'time zone':
      return 'a time zone’s name';
    case 'hosts':
      return 'host names and addresses, with commas between';
  }
};

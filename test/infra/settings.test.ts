// Parameters of a deployment: what is understood, and what is refused with a sentence that says why.

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { parameterNames, parameterTypes, SettingsError, type ParameterType } from '../../infra/parameters.ts';
import { parseSettings, refuseUnknownParameters } from '../../infra/settings.ts';
import { defaults } from './default-parameters.ts';

const packaging = { stage: 'prod', isDeploying: false };

const network = {
  vpcId: 'vpc-0123456789abcdef0',
  subnetIds: 'subnet-0123456789abcdef0, subnet-0123456789abcdef1',
  databaseSecurityGroupId: 'sg-0123456789abcdef0',
};

describe('parameters', () => {
  it('ask for nothing that costs by the hour unless told', () => {
    expect(parseSettings(defaults, packaging)).toMatchObject({
      credentialSource: 'lambda',
      awsTransport: 'lean',
      decryptorConcurrency: { least: 0 },
      apiConcurrency: { least: 0 },
      canary: undefined,
      network: undefined,
      domain: undefined,
      allowedOrigins: [],
    });
  });

  it('come as text from a command line', () => {
    expect(
      parseSettings(
        {
          ...defaults,
          ...network,
          decryptorConcurrency: '2',
          allowedOrigins: 'https://a.example.com',
        },
        packaging,
      ),
    ).toMatchObject({
      decryptorConcurrency: { least: 2, most: 20 },
      network: { subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'], way: 'endpoint' },
      allowedOrigins: ['https://a.example.com'],
    });
  });

  it.each<[object, RegExp]>([
    [
      { credentialSource: 'inprocess' },
      /^credentialSource must be one of lambda, in-process, got "inprocess"$/,
    ],
    [{ awsTransport: 'fetch' }, /^awsTransport must be one of lean, sdk, got "fetch"$/],
    [{ decryptorConcurrency: '-1' }, /^decryptorConcurrency must be a whole number from 0 to 1000/],
    [{ decryptorConcurrency: 'one' }, /^decryptorConcurrency must be a whole number/],
    [{ apiConcurrency: 5, apiConcurrencyMax: 2 }, /^apiConcurrencyMax \(2\) is below apiConcurrency \(5\)$/],
    [
      { canary: 'Canary10Percent5Minutes', apiConcurrency: 1 },
      /^canary cannot go with .* the deployment would fail in the middle/,
    ],
    [{ canary: 'Canary10Percent5Minutes', decryptorConcurrency: 1 }, /^canary cannot go with/],
    [{ canary: 'AllAtOnce' }, /^canary must be one of none, Canary10Percent5Minutes/],
    [{ busyFrom: 'cron(30 7 ? * MON-FRI *)' }, /^busyFrom and busyUntil belong together/],
    [{ busyFrom: '07:30', busyUntil: '19:00' }, /^busyFrom must look like cron/],
    [{ vpcId: network.vpcId }, /^vpcId, subnetIds and databaseSecurityGroupId belong together/],
    [{ ...network, vpcId: 'my vpc' }, /^vpcId must look like vpc-/],
    [
      { ...network, credentialSource: 'in-process' },
      /needs routeTableIds: DynamoDB is reached through a gateway endpoint/,
    ],
    [{ network: 'internet' }, /^network must be one of endpoint, nat/],
    [{ domainName: 'deposits.example.com' }, /^domainName needs certificateArn/],
    [{ hostedZoneId: 'Z1' }, /^hostedZoneId needs a domainName or a pageDomainName$/],
    [
      { certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0' },
      /^certificateArn needs a domainName$/,
    ],
    [{ bankDirectory: 'banks.csv' }, /^pageConnectOrigins, .* need pageClientId/],
    [
      { pageClientId: 'page', pageDomainName: 'pay.example.com' },
      /^pageDomainName and pageCertificateArn belong/,
    ],
    [{ pageClientId: 'page', pageScope: 'profile' }, /^pageScope must look like openid profile/],
    [
      {
        pageClientId: 'page',
        pageDomainName: 'pay.example.com',
        pageCertificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/0',
      },
      /^pageCertificateArn must look like arn:aws:acm:us-east-1/,
    ],
    [
      {
        pageClientId: 'page',
        domainName: 'pay.example.com',
        certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0',
        pageDomainName: 'pay.example.com',
        pageCertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0',
      },
      /^pageDomainName must be another name than domainName/,
    ],
    [{ allowedOrigins: '*' }, /^allowedOrigins must look like https:/],
    [{ allowedOrigins: 'http://payroll.example.com' }, /^allowedOrigins must look like https:/],
    [{ throttleRate: 0 }, /^throttleRate must be a whole number from 1/],
    [{ sqlHostSuffixes: 'db.example.com,-x' }, /^sqlHostSuffixes must list host names or addresses/],
    [{ sqlHostSuffixes: 'https://db.example.com' }, /^sqlHostSuffixes must list host names or addresses/],
    [{ sqlEncrypt: 'false' }, /^sqlEncrypt must be one of on, off, got "false"$/],
    [
      { busyFrom: 'cron(30 7 ? * MON-FRI *)', busyUntil: 'cron(0 19 ? * MON-FRI *)' },
      /^busyFrom and busyUntil need decryptorConcurrency or apiConcurrency/,
    ],
    [
      { decryptorIsolation: 'tenant', decryptorConcurrency: 1 },
      /^decryptorIsolation=tenant cannot go with ready/,
    ],
    [
      { decryptorIsolation: 'tenant', readySchedule: 'decryptor=1' },
      /^decryptorIsolation=tenant cannot go with/,
    ],
    [{ decryptorCallers: 'reports' }, /^decryptorCallers must look like reports:sql-server:/],
    [{ decryptorCallers: 'reports:sql-server-admin' }, /^decryptorCallers must look like/],
    [{ decryptorCallers: 'reports:*' }, /^decryptorCallers must look like/],
    [{ decryptorCallers: 'reports:sql-server::*' }, /^decryptorCallers must look like/],
    [
      { decryptorCallers: 'reports:sql-server::arn:aws:iam::123456789012:user/eve' },
      /^decryptorCallers must look like/,
    ],
    [
      { decryptorCallers: 'payroll:sql-server' },
      /^decryptorCallers: payroll is an alias of the product's own$/,
    ],
    [
      { decryptorCallers: 'reports:sql-server,reports:payroll-api' },
      /^decryptorCallers: reports is there twice$/,
    ],
    [
      {
        decryptorCallers: `reports:sql-server:${Array.from({ length: 400 }, (_, at) => `tenant-${at}`).join('+')}`,
      },
      /^decryptorCallers: the table may have 2000 characters; name fewer tenants/,
    ],
    [
      { decryptorCallers: 'reports:sql-server', decryptorAliases: 'off' },
      /^decryptorCallers needs decryptorAliases=on/,
    ],
    [{ readySchedule: 'decryptor' }, /^readySchedule must look like decryptor=1,/],
    [
      { readySchedule: 'decryptor:MON@08:00=2' },
      /^readySchedule: decryptor has changes and no number to begin with/,
    ],
    [
      { readySchedule: 'decryptor=1', decryptorConcurrency: 2, apiConcurrencyMax: 5 },
      /^readySchedule says all of it: it cannot go with decryptorConcurrency, apiConcurrencyMax$/,
    ],
    [
      { readySchedule: 'decryptor=1', canary: 'Linear10PercentEvery1Minute' },
      /^canary cannot go with .*readySchedule/,
    ],
    [{ tenantKey: 'alias/tenants' }, /^tenantKey must look like arn:aws:kms:/],
    [{ alarmTopicArn: 'on-call' }, /^alarmTopicArn must look like arn:aws:sns:/],
    [
      { alarmTopicArn: 'arn:aws:sns:us-east-1:123456789012:on-call' },
      /^alarmTopicArn needs runbookUrl, an https address .* got "docs\/runbooks"$/,
    ],
    [
      { domainName: 'deposits.example.com', certificateArn: 'arn:aws:acm:us-east-1' },
      /^certificateArn must look like arn:aws:acm:/,
    ],
    [{ logRetentionDays: 45 }, /^logRetentionDays must be one of/],
    [
      { webhookSources: 'bank' },
      /^webhookSources must look like payroll-suite:standard-webhooks, got "bank"$/,
    ],
    [{ webhookSources: 'bank:hmac' }, /^webhookSources must look like/],
    [{ webhookSources: 'Bank:momento' }, /^webhookSources must look like/],
    [{ webhookSources: 'bank:momento:s:b:d:x' }, /^webhookSources must look like/],
    [{ webhookSources: '' }, /^webhookSources must look like/],
    [{ webhookConcurrency: 1_001 }, /^webhookConcurrency must be a whole number from 0 to 1000/],
  ])('%j is refused', (change, sentence) => {
    expect(() => parseSettings({ ...defaults, ...change }, packaging)).toThrow(sentence);
  });

  /** Neighbours of what is allowed, on both sides, and values of other kinds. */
  const edges = (type: ParameterType): { readonly inside: string[]; readonly outside: string[] } => {
    switch (type.kind) {
      case 'number':
        return {
          inside: [type.min, type.max].map(String),
          outside: [type.min - 1, type.max + 1, type.min + 0.5, -1]
            .map(String)
            .concat('', 'abc', '1e1', '0x1', '+1'),
        };
      case 'choice': {
        const [first = ''] = type.choices;
        return {
          inside: [...type.choices],
          outside: ['', `${first}x`, first.slice(0, -1), `${first},${first}`].filter(
            (text) => !type.choices.includes(text),
          ),
        };
      }
      case 'text': {
        const example = (type.example.split(' (')[0] ?? '').replace('…', '0');
        return {
          inside: [
            example,
            ...(type.mayBeEmpty === true ? [''] : []),
            ...(type.isList === true ? [`${example}, ${example}`] : []),
          ],
          outside: [
            `${example} ${type.isList === true ? '!' : example}`,
            `${example}\u0000`,
            '\u2603',
            ...(type.mayBeEmpty === true ? [] : ['']),
            ...(type.isList === true ? [] : [`${example},${example}`]),
          ],
        };
      }
      case 'hours':
        return {
          inside: [
            '',
            'cron(0 0 1 1 ? 1970)',
            'cron(59 23 ? DEC SAT 2199)',
            'cron(0/15 7-9 ? * 1,7 *)',
            'cron(0 7 L * ? *)',
          ],
          outside: [
            '07:30',
            'cron()',
            'cron(0 7 * * *)',
            'cron(0 7 * * * *)',
            'cron(0 7 ? * ? *)',
            'cron(60 7 ? * MON *)',
            'cron(0 24 ? * MON *)',
            'cron(0 7 32 * ? *)',
            'cron(0 7 0 * ? *)',
            'cron(0 7 ? 13 MON *)',
            'cron(0 7 ? * 8 *)',
            'cron(0 7 ? * MOO *)',
            'cron(0 7 ? * MON 1969)',
            'rate(1 hour)',
          ],
        };
      case 'time zone':
        return {
          inside: ['Etc/UTC', 'UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Asia/Calcutta'],
          outside: ['', 'Mars', 'Europe/berlin', 'europe/Berlin', '+01:00', 'Europe/Berlin ', 'CEST2'].filter(
            (text) => text.trim() === text,
          ),
        };
      case 'hosts':
        return {
          inside: ['', 'db.example.com', 'db.example.com,10.0.0.7'],
          outside: ['-x', 'https://db.example.com', 'db.example.com:1433', '10.0.0.256'],
        };
    }
  };
  /** What only makes sense beside others: those others. */
  const company: Readonly<Record<string, object>> = {
    decryptorConcurrencyMax: { decryptorConcurrency: 0 },
    apiConcurrencyMax: { apiConcurrency: 0 },
    decryptorConcurrency: { decryptorConcurrencyMax: 0 },
    busyFrom: { busyUntil: 'cron(0 19 ? * MON *)', apiConcurrency: 1 },
    busyUntil: { busyFrom: 'cron(0 7 ? * MON *)', apiConcurrency: 1 },
    vpcId: network,
    subnetIds: network,
    databaseSecurityGroupId: network,
    domainName: { certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0' },
    certificateArn: { domainName: 'deposits.example.com' },
    hostedZoneId: {
      domainName: 'deposits.example.com',
      certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0',
    },
    alarmTopicArn: { runbookUrl: 'https://wiki.example.com' },
    pageConnectOrigins: { pageClientId: 'page' },
    pageDomainName: {
      pageClientId: 'page',
      pageCertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0',
    },
    pageCertificateArn: { pageClientId: 'page', pageDomainName: 'pay.example.com' },
    bankDirectory: { pageClientId: 'page' },
  };
  const types: readonly (readonly [string, ParameterType])[] = Object.entries(parameterTypes);

  it.each(types)('%s takes what it may be to its edges, and no neighbour of that', (name, type) => {
    const { inside, outside } = edges(type);
    const given = (text: string) => ({ ...defaults, ...company[name], [name]: text });

    for (const text of inside.filter((it) => it !== '' || company[name] === undefined))
      expect(() => parseSettings(given(text), packaging)).not.toThrow();
    for (const text of outside) expect(() => parseSettings(given(text), packaging)).toThrow(SettingsError);
    expect(outside.length).toBeGreaterThan(2);
  });

  it('are the ones that serverless.yml declares, and all of them are looked at', () => {
    const { params, custom } = parse(readFileSync('serverless.yml', 'utf8')) as {
      params: { default: object };
      custom: { deployment: object };
    };

    expect(Object.keys(params.default).sort()).toEqual(parameterNames.toSorted());
    expect(Object.keys(custom.deployment).sort()).toEqual(parameterNames.toSorted());
  });

  it.each([
    [{ tenantMaxAgeSeconds: '61' }, /^tenantMaxAgeSeconds must be a whole number from 0 to 60, got "61"$/],
    [{ tenantMaxAgeSeconds: 'abc' }, /^tenantMaxAgeSeconds must be a whole number from 0 to 60, got "abc"$/],
    [
      { busyTimezone: 'Mars' },
      /^busyTimezone must be a time zone by its name, such as Europe\/Berlin, got "Mars"$/,
    ],
    [
      { sqlCaFile: 'rds.pem' },
      /^sqlCaFile must look like \/var\/runtime\/ca-cert\.pem .*from its root.*, got "rds\.pem"$/,
    ],
    [{ sqlCaFile: '/opt/../rds.pem' }, /^sqlCaFile must look like/],
    [{ metricNamespace: 'AWS/Lambda' }, /^metricNamespace must look like/],
    [{ canary: 'canary10percent5minutes' }, /^canary must be one of/],
  ])('%j is not packaged to fail later', (change, sentence) => {
    expect(() => parseSettings({ ...defaults, ...change }, packaging)).toThrow(sentence);
  });

  it('are refused when there is none of that name', () => {
    expect(() => refuseUnknownParameters(['issuerUrl=https://a?b=c'], ['issuerUrl', 'canary'])).not.toThrow();
    expect(() =>
      refuseUnknownParameters(['issuerURL=https://a', 'canary=none'], ['issuerUrl', 'canary']),
    ).toThrow(/^There is no parameter issuerURL; there are issuerUrl, canary\. Did you mean issuerUrl\?$/);
    expect(() => refuseUnknownParameters(['colour=red'], ['canary'])).toThrow(/; there are canary$/);
  });

  it('need an issuer and a sender of mails to deploy, not to package', () => {
    const deploying = { stage: 'prod', isDeploying: true };
    const issuerUrl = 'https://issuer.example.com';
    const noticeSender = 'payroll@example.com';

    expect(() => parseSettings(defaults, packaging)).not.toThrow();
    expect(() => parseSettings({ ...defaults, noticeSender }, deploying)).toThrow(
      /^issuerUrl is missing: give --param issuerUrl/,
    );
    expect(() => parseSettings({ ...defaults, issuerUrl }, deploying)).toThrow(
      /^noticeSender is missing: give --param noticeSender/,
    );
    expect(() => parseSettings({ ...defaults, issuerUrl, noticeSender }, deploying)).not.toThrow();
  });

  it.each([
    '',
    'payroll',
    'Payroll <payroll@example.com>',
    'a@example.com,b@example.com',
    'a@example.com\nb@c.de',
    'a@localhost',
  ])('take one address as the sender of mails, and not %p', (noticeSender) => {
    expect(() => parseSettings({ ...defaults, noticeSender }, packaging)).toThrow(
      /^noticeSender must look like payroll@example\.com/,
    );
  });

  it('take an issuer without TLS for the local stage only', () => {
    const plain = { ...defaults, issuerUrl: 'http://127.0.0.1:4512' };

    expect(() => parseSettings(plain, packaging)).toThrow(/^issuerUrl must look like https:/);
    expect(() => parseSettings(plain, { stage: 'local', isDeploying: false })).not.toThrow();
  });
});

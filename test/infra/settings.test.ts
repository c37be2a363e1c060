// Parameters of a deployment: what is understood, and what is refused with a sentence that says why.

import { parseSettings, refuseUnknownParameters } from '../../infra/settings.ts';

const preset = {
  issuerUrl: 'https://issuer.invalid',
  credentialSource: 'lambda',
  awsTransport: 'lean',
  decryptorConcurrency: 0,
  decryptorConcurrencyMax: 0,
  apiConcurrency: 0,
  apiConcurrencyMax: 0,
  busyFrom: '',
  busyUntil: '',
  busyTimezone: 'Etc/UTC',
  busyFactor: 2,
  canary: 'none',
  vpcId: '',
  subnetIds: '',
  databaseSecurityGroupId: '',
  databasePort: 1433,
  network: 'endpoint',
  routeTableIds: '',
  allowedOrigins: '',
  domainName: '',
  certificateArn: '',
  hostedZoneId: '',
  throttleRate: 100,
  throttleBurst: 200,
  alarmTopicArn: '',
  runbookUrl: 'docs/runbooks',
  logRetentionDays: 90,
  sqlEncrypt: 'on',
  sqlHostSuffixes: '',
};

const packaging = { stage: 'prod', isDeploying: false };

const network = {
  vpcId: 'vpc-0123456789abcdef0',
  subnetIds: 'subnet-0123456789abcdef0, subnet-0123456789abcdef1',
  databaseSecurityGroupId: 'sg-0123456789abcdef0',
};

describe('parameters', () => {
  it('ask for nothing that costs by the hour unless told', () => {
    expect(parseSettings(preset, packaging)).toMatchObject({
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
          ...preset,
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
    [{ hostedZoneId: 'Z1' }, /^certificateArn and hostedZoneId need a domainName$/],
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
  ])('%j is refused', (change, sentence) => {
    expect(() => parseSettings({ ...preset, ...change }, packaging)).toThrow(sentence);
  });

  it('are refused when there is none of that name', () => {
    expect(() => refuseUnknownParameters(['issuerUrl=https://a?b=c'], ['issuerUrl', 'canary'])).not.toThrow();
    expect(() =>
      refuseUnknownParameters(['issuerURL=https://a', 'canary=none'], ['issuerUrl', 'canary']),
    ).toThrow(/^There is no parameter issuerURL; there are issuerUrl, canary$/);
  });

  it('need an issuer to deploy, not to package', () => {
    const deploying = { stage: 'prod', isDeploying: true };

    expect(() => parseSettings(preset, packaging)).not.toThrow();
    expect(() => parseSettings(preset, deploying)).toThrow(/^issuerUrl is missing: give --param issuerUrl/);
    expect(() =>
      parseSettings({ ...preset, issuerUrl: 'https://issuer.example.com' }, deploying),
    ).not.toThrow();
  });

  it('take an issuer without TLS for the local stage only', () => {
    const plain = { ...preset, issuerUrl: 'http://127.0.0.1:4512' };

    expect(() => parseSettings(plain, packaging)).toThrow(/^issuerUrl must look like https:/);
    expect(() => parseSettings(plain, { stage: 'local', isDeploying: false })).not.toThrow();
  });
});

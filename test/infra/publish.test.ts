// `npm run package -- --publish`: a folder that CloudFormation's quick-create link launches. The template is held against AWS's
// resource schemas, its parameters against their use.

import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyProject, ofType, type ProjectCopy, type Template } from '#test/support/packaged-project';
import { referenceFaults, schemaFaults } from '#test/support/template-faults';
import { cloudFormationName, openParameters } from '../../infra/publish/open-parameters.ts';

// Packaging takes seconds, and is done once.
jest.setTimeout(120_000);

type Published = Template & {
  readonly Parameters: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Metadata: {
    readonly 'AWS::CloudFormation::Interface': {
      readonly ParameterGroups: readonly {
        readonly Label: { default: string };
        readonly Parameters: readonly string[];
      }[];
      readonly ParameterLabels: Readonly<Record<string, { readonly default: string }>>;
    };
  };
};

describe('a published package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'published-'));
  let copy: ProjectCopy;
  let output = '';
  let template: Published;
  const publish = (...args: readonly string[]) =>
    spawnSync(process.execPath, [join(copy.directory, 'scripts/package.ts'), ...args], {
      cwd: copy.directory,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: folder, NO_COLOR: '1' },
    });

  beforeAll(() => {
    copy = copyProject();
    const { stdout, stderr, status } = publish(
      ...['--publish', 'releases.example', '--prefix', 'deposits/3/', '--out', join(folder, 'out')],
      ...['--region', 'eu-central-1', '--param', 'readySchedule=decryptor=1'],
    );
    if (status !== 0) throw new Error(stdout + stderr);
    output = stdout;
    template = JSON.parse(readFileSync(join(folder, 'out/template.json'), 'utf8')) as Published;
  });
  afterAll(() => {
    copy.remove();
    rmSync(folder, { recursive: true });
  });

  const names = openParameters.map(({ name }) => cloudFormationName(name));
  const text = (value: unknown): string => JSON.stringify(value);

  it('has a template that AWS’s resource schemas take and that refers to nothing that is not there', () => {
    expect(schemaFaults(template)).toEqual([]);
    expect(referenceFaults(template)).toEqual([]);
    expect(Buffer.byteLength(text(template))).toBeLessThan(1_000_000);
    expect(Object.keys(template.Resources).length).toBeLessThan(500);
  });

  it('names no marker of packaging and no bucket of the framework’s', () => {
    expect(text(template)).not.toMatch(/open-parameter|ServerlessDeploymentBucket/);
    for (const { marker } of openParameters.filter((it) => it.marker !== '')) {
      expect(text(template)).not.toContain(marker);
    }
  });

  it('has each archive under a key that says its content, where the template looks for it', () => {
    const archives = readdirSync(join(folder, 'out')).filter((file) => file.endsWith('.zip'));
    const wanted = [
      ...text(template.Resources).matchAll(/"S3Bucket":"releases\.example","S3Key":"deposits\/3\/([^"]+)"/g),
    ];

    expect(new Set(wanted.map(([, key]) => key))).toEqual(new Set(archives));
    expect(wanted).toHaveLength(ofType(template, 'AWS::Lambda::Function').length + 1);
    for (const archive of archives) {
      const hash = createHash('sha256')
        .update(readFileSync(join(folder, 'out', archive)))
        .digest('hex');
      expect(archive).toContain(`-${hash.slice(0, 16)}.zip`);
    }
  });

  it('asks for every parameter with a label, a group, a description and what is allowed, and uses it', () => {
    const { ParameterGroups: groups, ParameterLabels: labels } =
      template.Metadata['AWS::CloudFormation::Interface'];
    const used = text([template.Resources, template.Conditions]);

    expect(Object.keys(template.Parameters).sort()).toEqual([...names].sort());
    expect(groups.flatMap(({ Parameters }) => Parameters).sort()).toEqual([...names].sort());
    for (const name of names) {
      const { Description, Type, AllowedPattern, AllowedValues, MinValue } = template.Parameters[name]!;
      expect([name, labels[name]?.default, Description]).toEqual([
        name,
        expect.any(String),
        expect.any(String),
      ]);
      expect([name, AllowedPattern ?? AllowedValues ?? MinValue]).not.toEqual([name, undefined]);
      expect([name, Type === 'String' || Type === 'Number']).toEqual([name, true]);
      expect([name, used.includes(`{"Ref":"${name}"}`) || used.includes(`\${${name}}`)]).toEqual([
        name,
        true,
      ]);
    }
  });

  it('takes its own defaults', () => {
    for (const { name, default: given } of openParameters) {
      if (given === undefined) continue;
      const { AllowedPattern, AllowedValues, MinValue, MaxValue } =
        template.Parameters[cloudFormationName(name)]!;
      if (typeof AllowedPattern === 'string')
        expect([name, given]).toEqual([name, expect.stringMatching(AllowedPattern)]);
      if (Array.isArray(AllowedValues)) expect(AllowedValues).toContain(given);
      if (typeof MinValue === 'number') {
        expect(Number(given)).toBeGreaterThanOrEqual(MinValue);
        expect(Number(given)).toBeLessThanOrEqual(Number(MaxValue));
      }
    }
  });

  it('puts the values where the deployment puts them', () => {
    const [authorizer] = ofType(template, 'AWS::ApiGatewayV2::Authorizer');
    const alarms = ofType(template, 'AWS::CloudWatch::Alarm');

    expect(authorizer!.Properties['JwtConfiguration']).toEqual({
      Audience: [{ Ref: 'Audience' }],
      Issuer: { Ref: 'IssuerUrl' },
    });
    expect(alarms[0]!.Properties['AlarmActions']).toEqual({
      'Fn::If': ['HasAlarmTopic', [{ Ref: 'AlarmTopicArn' }], { Ref: 'AWS::NoValue' }],
    });
    expect(text(alarms[0]!.Properties['AlarmDescription'])).toContain('${RunbookUrl}/');
    expect(text(template.Resources['NotifyEmployeeRole'])).toContain('identity/${SenderDomain}');
    for (const { Properties } of ofType(template, 'AWS::Logs::LogGroup')) {
      expect(Properties['RetentionInDays']).toEqual({ Ref: 'LogRetentionDays' });
    }
    expect(ofType(template, 'AWS::ApplicationAutoScaling::ScalableTarget')).toHaveLength(1);
  });

  it('tells every URL when it is there', () => {
    expect(Object.keys(template.Outputs).sort()).toEqual([
      'ApiDocumentation',
      'DashboardUrl',
      'HttpApiUrl',
      'PayrollDashwebhookLambdaFunctionUrl',
      'StackForCapacity',
    ]);
  });

  it('says what to do, with a link that names the template, and shows the parameters', () => {
    const page = readFileSync(join(folder, 'out/launch.html'), 'utf8');
    const link = /https:\/\/eu-central-1\.console\.aws\.amazon\.com\S+/.exec(output)?.[0] ?? '';
    const query = new URLSearchParams(link.replace(/^.*\?/, ''));

    expect(link).toContain('#/stacks/quickcreate?');
    expect(query.get('templateURL')).toBe(
      'https://releases.example.s3.eu-central-1.amazonaws.com/deposits/3/template.json',
    );
    expect(query.get('stackName')).toBe('direct-deposits-prod');
    expect(output).toContain(`s3://releases.example/deposits/3`);
    for (const name of names) expect(page).toContain(`id="${name}"`);
  });

  it.each([
    [['--publish', 'A Bucket'], '--publish takes the name of a bucket'],
    [
      ['--publish', 'bucket', '--param', 'issuerUrl=https://a.example'],
      'issuerUrl is asked for when the stack is launched',
    ],
    [['--publish', 'bucket', '--param', 'pageClientId=page'], 'the page is uploaded by npm run deploy'],
    [['--publish', 'bucket', '--prefix', '/x'], '--prefix is a path within the bucket'],
    [['--publish', 'bucket', '--nonsense'], 'Unknown option'],
  ])('refuses %s and writes nothing', (args, message) => {
    const { status, stderr } = publish(...args, '--out', join(folder, 'none'));

    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });
});

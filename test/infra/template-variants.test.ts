// Every kind of deployment that the parameters can ask for: each packages offline to a template that AWS's own resource
// schemas take and whose references all lead somewhere, and holds what its parameters say.

import {
  copyProject,
  functionKey,
  ofType,
  packaged,
  type Package,
  type Template,
} from '#test/support/packaged-project';
import { referenceFaults, schemaFaults } from '#test/support/template-faults';

const network = [
  'vpcId=vpc-0123456789abcdef0',
  'subnetIds=subnet-0123456789abcdef0,subnet-0123456789abcdef1',
  'databaseSecurityGroupId=sg-0123456789abcdef0',
];

const variants = {
  defaults: [],
  'ready containers': ['decryptorConcurrency=1', 'apiConcurrency=1'],
  'busy hours': [
    'decryptorConcurrency=2',
    'busyFrom=cron(30 7 ? * MON-FRI *)',
    'busyUntil=cron(0 19 ? * MON-FRI *)',
    'busyFactor=3',
  ],
  'in process': ['credentialSource=in-process'],
  'in process in a network': [
    'credentialSource=in-process',
    ...network,
    'routeTableIds=rtb-0123456789abcdef0',
  ],
  network: [...network, 'decryptorConcurrency=1'],
  'network with a NAT': [...network, 'network=nat'],
  canary: ['canary=Canary10Percent5Minutes'],
  'own name': [
    'domainName=deposits.example.com',
    'certificateArn=arn:aws:acm:us-east-1:123456789012:certificate/0',
    'hostedZoneId=Z0123456789',
    'allowedOrigins=https://payroll.example.com,https://hr.example.com',
    'alarmTopicArn=arn:aws:sns:us-east-1:123456789012:on-call',
  ],
} as const;

type VariantName = keyof typeof variants;

const copy = copyProject();
const packages = new Map<VariantName, Package>();
const names = Object.keys(variants) as VariantName[];

const templateOf = (name: VariantName): Template => packages.get(name)!.template;
const variables = (name: VariantName, key: string): Record<string, unknown> =>
  ofType(templateOf(name), 'AWS::Lambda::Function').find((it) => functionKey(it) === key)!.Properties[
    'Environment'
  ].Variables;

beforeAll(() => {
  for (const name of names) packages.set(name, packaged(copy.package(...variants[name])));
}, 240_000);

afterAll(() => copy.remove());

describe.each(names)('the template of %s', (name) => {
  it('is one that AWS’s resource schemas take', () => {
    expect(schemaFaults(templateOf(name))).toEqual([]);
  });

  it('refers to nothing that is not there, and never in a circle', () => {
    expect(referenceFaults(templateOf(name))).toEqual([]);
  });

  it('keeps every stateful resource when it is removed', () => {
    for (const type of ['AWS::DynamoDB::Table', 'AWS::KMS::Key']) {
      for (const { DeletionPolicy, UpdateReplacePolicy } of ofType(templateOf(name), type)) {
        expect({ DeletionPolicy, UpdateReplacePolicy }).toEqual({
          DeletionPolicy: 'Retain',
          UpdateReplacePolicy: 'Retain',
        });
      }
    }
  });
});

describe('the check of templates finds', () => {
  const spoilt = (change: (template: Template) => void): Template => {
    const template = structuredClone(templateOf('canary'));
    change(template);
    return template;
  };

  it.each<[string, (template: Template) => void, RegExp]>([
    [
      'an unknown property',
      ({ Resources }) => (Resources['TenantTable']!.Properties['Tablename'] = 'x'),
      /TenantTable\.Tablename is not known/,
    ],
    [
      'a missing property',
      ({ Resources }) => delete Resources['TenantTable']!.Properties['KeySchema'],
      /TenantTable\.KeySchema is required/,
    ],
    [
      'a wrong type',
      ({ Resources }) => (Resources['DecryptorLambdaFunction']!.Properties['Timeout'] = 'ten'),
      /DecryptorLambdaFunction\.Timeout must be/,
    ],
    [
      'a nested fault',
      ({ Resources }) =>
        (Resources['DecryptorLambdaFunction']!.Properties['TracingConfig'] = { Modus: 'Active' }),
      /TracingConfig\.Modus is not known/,
    ],
    [
      'an unknown type',
      ({ Resources }) => Object.assign(Resources['TenantTable']!, { Type: 'AWS::DynamoDB::Tisch' }),
      /AWS::DynamoDB::Tisch is not known/,
    ],
  ])('%s', (_what, change, fault) => {
    expect(schemaFaults(spoilt(change)).join('\n')).toMatch(fault);
  });

  it.each<[string, (template: Template) => void, RegExp]>([
    [
      'a reference to nothing',
      ({ Resources }) => (Resources['TenantTable']!.Properties['TableName'] = { Ref: 'Nobody' }),
      /TenantTable: Nobody does not exist/,
    ],
    [
      'an attribute that is not there',
      ({ Resources }) =>
        (Resources['TenantTable']!.Properties['TableName'] = { 'Fn::GetAtt': ['TenantKey', 'Colour'] }),
      /TenantKey \(AWS::KMS::Key\) has no Colour/,
    ],
    [
      'a name in a text',
      ({ Resources }) =>
        (Resources['TenantTable']!.Properties['TableName'] = { 'Fn::Sub': '${AWS::Region}-${Nobody}' }),
      /TenantTable: Nobody does not exist/,
    ],
    [
      'a dependency on nothing',
      ({ Resources }) => Object.assign(Resources['TenantTable']!, { DependsOn: ['Nobody'] }),
      /TenantTable depends on Nobody/,
    ],
    [
      'a circle',
      ({ Resources }) => (Resources['TenantKey']!.Properties['Description'] = { Ref: 'TenantKeyAlias' }),
      /a circle: .*TenantKey → TenantKeyAlias → TenantKey/,
    ],
  ])('%s', (_what, change, fault) => {
    expect(referenceFaults(spoilt(change)).join('\n')).toMatch(fault);
  });
});

const apiKeys = [
  'list-direct-deposits',
  'get-direct-deposit',
  'create-direct-deposit',
  'update-direct-deposit',
  'delete-direct-deposit',
];

describe('ready containers', () => {
  it('are none by default: no alias, no scaling, and no caller names a qualifier', () => {
    expect(ofType(templateOf('defaults'), 'AWS::Lambda::Alias')).toEqual([]);
    expect(ofType(templateOf('defaults'), 'AWS::ApplicationAutoScaling::ScalableTarget')).toEqual([]);
    for (const key of apiKeys) {
      expect(variables('defaults', key)).not.toHaveProperty('DEPOSITS_DECRYPTOR_QUALIFIER');
    }
  });

  it('are on an alias of each function, which every route and caller then uses', () => {
    const template = templateOf('ready containers');
    const aliases = ofType(template, 'AWS::Lambda::Alias');

    expect(aliases).toHaveLength(6);
    for (const { Properties } of aliases) {
      expect(Properties).toMatchObject({
        Name: 'provisioned',
        ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 1 },
      });
    }
    for (const key of apiKeys) {
      expect(variables('ready containers', key)).toHaveProperty(
        'DEPOSITS_DECRYPTOR_QUALIFIER',
        'provisioned',
      );
    }
    for (const { Properties } of ofType(template, 'AWS::ApiGatewayV2::Integration')) {
      expect(JSON.stringify(Properties['IntegrationUri'])).toMatch(/provisioned|ProvConcLambdaAlias/);
    }
  });

  it('never scale to nothing, and tell when calls spill over', () => {
    const template = templateOf('ready containers');
    const targets = ofType(template, 'AWS::ApplicationAutoScaling::ScalableTarget');

    expect(targets).toHaveLength(6);
    for (const { Properties } of targets) {
      expect(Properties['MinCapacity']).toBeGreaterThanOrEqual(1);
      expect(JSON.stringify(Properties['ResourceId'])).toContain(':provisioned');
    }
    expect(ofType(template, 'AWS::ApplicationAutoScaling::ScalingPolicy')).toHaveLength(6);
    const spilling = ofType(template, 'AWS::CloudWatch::Alarm').filter(
      ({ Properties }) => Properties['MetricName'] === 'ProvisionedConcurrencySpilloverInvocations',
    );
    expect(spilling).toHaveLength(6);
  });

  it('are more in busy hours and at least one outside them', () => {
    const [target] = ofType(templateOf('busy hours'), 'AWS::ApplicationAutoScaling::ScalableTarget');

    expect(target!.Properties).toMatchObject({
      MinCapacity: 2,
      MaxCapacity: 20,
      ScheduledActions: [
        { Schedule: 'cron(30 7 ? * MON-FRI *)', ScalableTargetAction: { MinCapacity: 6, MaxCapacity: 20 } },
        { Schedule: 'cron(0 19 ? * MON-FRI *)', ScalableTargetAction: { MinCapacity: 2, MaxCapacity: 20 } },
      ],
    });
  });
});

describe('a canary', () => {
  it('moves an alias of each function step by step and puts it back on its alarms', () => {
    const template = templateOf('canary');
    const aliases = ofType(template, 'AWS::Lambda::Alias');
    const groups = ofType(template, 'AWS::CodeDeploy::DeploymentGroup');

    expect(aliases).toHaveLength(6);
    for (const { Properties, UpdatePolicy } of aliases) {
      expect(Properties).toMatchObject({ Name: 'live' });
      expect(UpdatePolicy).toHaveProperty('CodeDeployLambdaAliasUpdate.DeploymentGroupName.Ref');
    }
    expect(groups).toHaveLength(6);
    for (const { Properties } of groups) {
      expect(Properties).toMatchObject({
        DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
        AutoRollbackConfiguration: { Enabled: true },
        AlarmConfiguration: { Enabled: true },
      });
      const alarms = Properties['AlarmConfiguration'].Alarms.map(
        ({ Name }: { Name: { Ref: string } }) => Name.Ref,
      );
      expect(alarms).toHaveLength(2);
      for (const id of alarms) expect(template.Resources[id]?.Type).toBe('AWS::CloudWatch::Alarm');
    }
  });

  it('is what routes, permissions and callers of the decryptor lead to', () => {
    const template = templateOf('canary');
    const isAlias = (target: unknown): boolean =>
      template.Resources[(target as { Ref?: string }).Ref ?? '']?.Type === 'AWS::Lambda::Alias';

    for (const { Properties } of ofType(template, 'AWS::ApiGatewayV2::Integration')) {
      expect(isAlias(Properties['IntegrationUri'])).toBe(true);
    }
    for (const { Properties } of ofType(template, 'AWS::Lambda::Permission')) {
      expect(isAlias(Properties['FunctionName'])).toBe(true);
    }
    for (const key of apiKeys) {
      expect(variables('canary', key)).toHaveProperty('DEPOSITS_DECRYPTOR_QUALIFIER', 'live');
    }
  });
});

describe('the network', () => {
  const configOf = (name: VariantName, key: string): unknown =>
    ofType(templateOf(name), 'AWS::Lambda::Function').find((it) => functionKey(it) === key)!.Properties[
      'VpcConfig'
    ];
  const services = (name: VariantName): unknown[] =>
    ofType(templateOf(name), 'AWS::EC2::VPCEndpoint').map(
      ({ Properties }) => Properties['ServiceName']['Fn::Sub'],
    );

  it('holds the API functions and not the decryptor', () => {
    expect(configOf('network', 'decryptor')).toBeUndefined();
    for (const key of apiKeys) {
      expect(configOf('network', key)).toMatchObject({
        SubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
      });
      expect(configOf('defaults', key)).toBeUndefined();
    }
  });

  it('has an endpoint that lets the decryptor be called and nothing else', () => {
    expect(services('network')).toEqual(['com.amazonaws.${AWS::Region}.lambda']);
    const [endpoint] = ofType(templateOf('network'), 'AWS::EC2::VPCEndpoint');
    const [statement, ...more] = endpoint!.Properties['PolicyDocument'].Statement;
    expect(more).toEqual([]);
    expect(endpoint!.Properties['PrivateDnsEnabled']).toBe(true);
    expect(statement.Action).toBe('lambda:InvokeFunction');
    expect(JSON.stringify(statement.Resource)).toMatch(
      /^\[[^\]]*function:direct-deposits-prod-decryptor"\},[^\]]*function:direct-deposits-prod-decryptor:provisioned"\}\]$/,
    );
  });

  it('has none with a NAT, and those of KMS and DynamoDB for functions that open credentials themselves', () => {
    expect(services('network with a NAT')).toEqual([]);
    expect(services('in process in a network').sort()).toEqual([
      'com.amazonaws.${AWS::Region}.dynamodb',
      'com.amazonaws.${AWS::Region}.kms',
    ]);
  });

  it('lets the functions into the databases by security group', () => {
    const [rule] = ofType(templateOf('network'), 'AWS::EC2::SecurityGroupIngress');

    expect(rule!.Properties).toMatchObject({ GroupId: 'sg-0123456789abcdef0', FromPort: 1433, ToPort: 1433 });
  });
});

describe('functions that open credentials themselves', () => {
  it('know the table and the key and not the decryptor', () => {
    for (const key of apiKeys) {
      expect(Object.keys(variables('in process', key)).sort()).toEqual([
        'DEPOSITS_KMS_KEY_ID',
        'DEPOSITS_METRIC_NAMESPACE',
        'DEPOSITS_SQL_ENCRYPT',
        'DEPOSITS_TENANT_TABLE',
      ]);
    }
  });
});

describe('the HTTP API', () => {
  it('has one door when it has a name of its own', () => {
    const [api] = ofType(templateOf('own name'), 'AWS::ApiGatewayV2::Api');

    expect(api!.Properties['DisableExecuteApiEndpoint']).toBe(true);
    expect(ofType(templateOf('own name'), 'AWS::ApiGatewayV2::ApiMapping')).toHaveLength(1);
  });

  it('answers the pages that are named, with the headers of the contract', () => {
    const [api] = ofType(templateOf('own name'), 'AWS::ApiGatewayV2::Api');
    const cors = api!.Properties['CorsConfiguration'];

    expect(cors.AllowOrigins).toEqual(['https://payroll.example.com', 'https://hr.example.com']);
    expect(cors.AllowHeaders).toEqual(
      expect.arrayContaining(['if-match', 'if-none-match', 'idempotency-key']),
    );
    expect(cors.ExposeHeaders.sort()).toEqual(['etag', 'location', 'retry-after']);
    expect(cors.AllowCredentials).not.toBe(true);
  });

  it('is throttled and keeps access logs without bodies or tokens', () => {
    const [stage] = ofType(templateOf('defaults'), 'AWS::ApiGatewayV2::Stage');
    const { DefaultRouteSettings: limits, AccessLogSettings: log } = stage!.Properties;

    expect(limits).toMatchObject({ ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 });
    expect(JSON.parse(log.Format)).toMatchObject({
      requestId: '$context.requestId',
      status: '$context.status',
    });
    expect(log.Format).not.toMatch(/body|queryString|\$context\.path|\$request/i);
  });
});

describe('what cannot be deployed is refused with a sentence', () => {
  it('a canary beside ready containers', () => {
    const refused = copy.package('canary=Canary10Percent5Minutes', 'apiConcurrency=1');

    expect(refused.isPackaged).toBe(false);
    expect(refused.output).toMatch(/canary cannot go with .*: a canary gives the alias routing weights/);
  }, 60_000);
});

it('no environment variable carries anything but names, switches and references', () => {
  for (const name of names) {
    for (const it of ofType(templateOf(name), 'AWS::Lambda::Function')) {
      for (const value of Object.values(it.Properties['Environment'].Variables)) {
        if (typeof value === 'string') expect(value).toMatch(/^[a-z0-9-]{1,64}$/);
      }
    }
  }
});

// The package as `npm run package` makes it, with no AWS account anywhere: the template that would be deployed and the
// archives that go with it. Reads only what was packaged, never the files that it was made from.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tenantTable } from '#shared/tenants/tenant-table';
import { bundleFunctions } from '../../scripts/build/bundle-functions.ts';
import { readZip } from './read-zip.ts';

type Resource = {
  Type: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a template is looked into, not typed
  Properties: Record<string, any>;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
};

const projectDirectory = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'packaged-'));
let resources: Record<string, Resource>;

const packaged = (file: string): Buffer => readFileSync(join(projectDirectory, '.serverless', file));

const ofType = (type: string): Resource[] => Object.values(resources).filter(({ Type }) => Type === type);

const functionName = ({ Properties }: Resource): string =>
  String(Properties['FunctionName']).replace('direct-deposits-prod-', '');

beforeAll(() => {
  const bare = Object.entries(process.env).filter(([name]) => !/^(AWS_|DEPOSITS_|NODE_OPTIONS)/.test(name));
  const result = spawnSync(
    process.execPath,
    [join(projectDirectory, 'scripts/package.ts'), '--stage', 'prod'],
    {
      cwd: projectDirectory,
      env: { ...Object.fromEntries(bare), NO_COLOR: '1' },
      encoding: 'utf8',
    },
  );
  if (result.status !== 0) throw new Error(`${result.stdout}\n${result.stderr}`);
  resources = JSON.parse(packaged('cloudformation-template-update-stack.json').toString()).Resources;
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the functions', () => {
  it('are six, on Node 24 and arm64, inside the gateway’s 30 seconds', () => {
    const functions = ofType('AWS::Lambda::Function');

    expect(functions.map(functionName).sort()).toEqual([
      'create-direct-deposit',
      'decryptor',
      'delete-direct-deposit',
      'get-direct-deposit',
      'list-direct-deposits',
      'update-direct-deposit',
    ]);
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
      expect(Properties['Timeout']).toBeLessThan(30);
    }
  });

  it('are asked for the decryptor by the name that it has', () => {
    const decryptor = ofType('AWS::Lambda::Function').find((it) => functionName(it) === 'decryptor')!;
    const others = ofType('AWS::Lambda::Function').filter((it) => it !== decryptor);

    for (const { Properties } of others) {
      expect(Properties['Environment'].Variables).toMatchObject({
        DEPOSITS_DECRYPTOR_FUNCTION: decryptor.Properties['FunctionName'],
      });
      expect(Properties['Timeout']).toBeGreaterThan(decryptor.Properties['Timeout']);
    }
  });

  it('hold exactly the bundles of the build', async () => {
    const outputDirectory = join(folder, 'dist');
    const bundles = await bundleFunctions({ projectDirectory, outputDirectory });

    for (const { name, file } of bundles) {
      const zipped = readZip(packaged(`${name}.zip`));
      expect([...zipped.keys()]).toEqual([`functions/${name}/handler.cjs`]);
      const built = readFileSync(join(outputDirectory, file));
      expect(zipped.get(`functions/${name}/handler.cjs`)!.equals(built)).toBe(true);
      expect(built.includes(projectDirectory)).toBe(false);
    }
  }, 60_000);

  it('keep their logs for a while, not for ever', () => {
    const groups = ofType('AWS::Logs::LogGroup');

    expect(groups).toHaveLength(6);
    for (const { Properties } of groups) expect(Properties['RetentionInDays']).toBe(90);
  });
});

describe('the HTTP API', () => {
  it('has five routes, each behind the token authorizer', () => {
    const routes = ofType('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties);
    const collection = '/api/employees/{employeeId}/direct-deposits';

    expect(routes.map(({ RouteKey }) => String(RouteKey)).sort()).toEqual([
      `DELETE ${collection}/{directDepositId}`,
      `GET ${collection}`,
      `GET ${collection}/{directDepositId}`,
      `POST ${collection}`,
      `PUT ${collection}/{directDepositId}`,
    ]);
    for (const { AuthorizationType, AuthorizerId } of routes) {
      expect({ AuthorizationType, AuthorizerId }).toEqual({
        AuthorizationType: 'JWT',
        AuthorizerId: { Ref: 'HttpApiAuthorizerToken' },
      });
    }
  });

  it('trusts nobody until a deployment names its issuer', () => {
    const [authorizer] = ofType('AWS::ApiGatewayV2::Authorizer');

    expect(authorizer!.Properties['JwtConfiguration']).toEqual({
      Audience: ['direct-deposits'],
      Issuer: 'https://issuer.invalid',
    });
  });

  it('allows no other origin', () => {
    const [api] = ofType('AWS::ApiGatewayV2::Api');

    expect(api!.Properties['CorsConfiguration']).toBeUndefined();
  });
});

describe('what must not be lost', () => {
  it('the table outlives the stack and can be restored', () => {
    const [table] = ofType('AWS::DynamoDB::Table');

    expect(table).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
        BillingMode: tenantTable.BillingMode,
        KeySchema: tenantTable.KeySchema,
        AttributeDefinitions: tenantTable.AttributeDefinitions,
      },
    });
  });

  it('the key outlives the stack and rotates', () => {
    const [key] = ofType('AWS::KMS::Key');

    expect(key).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { EnableKeyRotation: true },
    });
  });
});

type Policy = {
  PolicyDocument: { Statement: { Effect: string; Action: string | string[]; Resource: unknown }[] };
};

/** Action and resource pairs of a role, without its own logs. */
const grants = (logicalId: string): string[] =>
  (resources[logicalId]!.Properties['Policies'] as Policy[])
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .flatMap(({ Effect, Action, Resource }) =>
      [Action].flat().map((action) => `${Effect} ${action} ${JSON.stringify(Resource)}`),
    )
    .filter((grant) => !grant.includes('logs:'));

describe('the roles', () => {
  it('let the decryptor read the table and the key, and nothing more', () => {
    expect(grants('DecryptorRole')).toEqual([
      'Allow dynamodb:Query {"Fn::GetAtt":["TenantTable","Arn"]}',
      'Allow kms:Decrypt {"Fn::GetAtt":["TenantKey","Arn"]}',
    ]);
  });

  it('let the API functions invoke the decryptor, and nothing more', () => {
    const [only, ...more] = grants('DirectDepositsRole');

    expect(more).toEqual([]);
    expect(only).toMatch(/^Allow lambda:InvokeFunction .*"function","direct-deposits-prod-decryptor"\]\]\}$/);
  });

  it('are the only ones, and every function has one of them', () => {
    expect(ofType('AWS::IAM::Role')).toHaveLength(2);
    for (const it of ofType('AWS::Lambda::Function')) {
      const role = functionName(it) === 'decryptor' ? 'DecryptorRole' : 'DirectDepositsRole';
      expect(it.Properties['Role']).toEqual({ 'Fn::GetAtt': [role, 'Arn'] });
    }
  });

  it('name what they allow: no wildcard in an action or a resource', () => {
    for (const { Properties } of ofType('AWS::IAM::Role')) {
      expect(JSON.stringify(Properties['Policies'])).not.toContain('*');
    }
  });
});

// The package as `npm run package` makes it, with no AWS account anywhere: the template that would be deployed and the
// archives that go with it. Reads only what was packaged, never the files that it was made from.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tenantTable } from '#shared/tenants/tenant-table';
import {
  copyProject,
  functionKey,
  ofType as resourcesOfType,
  packaged,
  type Package,
  type TemplateResource,
} from '#test/support/packaged-project';
import { bundleFunctions } from '../../scripts/build/bundle-functions.ts';
import { operations } from '../../scripts/openapi/operations.ts';
import { apiKeys, canaryKeys, functionKeys } from './templates/variants.ts';
import { readZip } from '../support/read-zip.ts';

const projectDirectory = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'packaged-'));
const copy = copyProject();
let result: Package;

const archive = (file: string): Buffer => result.archives.get(file)!;
const ofType = (type: string): TemplateResource[] => resourcesOfType(result.template, type);

beforeAll(() => {
  result = packaged(copy.package());
}, 120_000);

afterAll(() => {
  copy.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe('the functions', () => {
  it('are all there, on Node 24 and arm64, inside the gateway’s 30 seconds where somebody waits', () => {
    const functions = ofType('AWS::Lambda::Function');

    expect(functions.map(functionKey).sort()).toEqual([...functionKeys].sort());
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
    }
    for (const it of functions) {
      const isWaitedFor = canaryKeys.includes(functionKey(it));
      expect(it.Properties['Timeout']).toBeLessThan(isWaitedFor ? 30 : 61);
    }
  });

  it('are asked for the decryptor by the name that it has', () => {
    const decryptor = ofType('AWS::Lambda::Function').find((it) => functionKey(it) === 'decryptor')!;
    const others = ofType('AWS::Lambda::Function').filter((it) => apiKeys.includes(functionKey(it)));

    expect(others).toHaveLength(apiKeys.length);

    for (const { Properties } of others) {
      expect(Properties['Environment'].Variables).toMatchObject({
        DEPOSITS_DECRYPTOR_FUNCTION: decryptor.Properties['FunctionName'],
      });
      expect(Properties['Timeout']).toBeGreaterThan(decryptor.Properties['Timeout']);
    }
  });

  it('hold exactly the bundles of the build', async () => {
    const outputDirectory = join(folder, 'dist');
    const { bundles } = await bundleFunctions({ projectDirectory, outputDirectory });

    for (const { name, file } of bundles) {
      const zipped = readZip(archive(`${name}.zip`));
      expect([...zipped.keys()]).toEqual([`functions/${name}/handler.cjs`]);
      const built = readFileSync(join(outputDirectory, file));
      expect(zipped.get(`functions/${name}/handler.cjs`)!.equals(built)).toBe(true);
      expect(built.includes(projectDirectory)).toBe(false);
    }
  }, 60_000);

  it('all have the layer of the build', () => {
    const built = join(folder, 'dist/layers/shared');
    const zipped = readZip(archive('shared.zip'));

    expect(zipped.size).toBeGreaterThan(2);
    for (const [file, content] of zipped) {
      expect([file, content.equals(readFileSync(join(built, file)))]).toEqual([file, true]);
    }
    for (const { Properties } of ofType('AWS::Lambda::Function')) {
      expect(Properties['Layers']).toEqual([{ Ref: 'SharedLambdaLayer' }]);
    }
  });

  it('keep their logs encrypted for a while, not for ever', () => {
    const groups = ofType('AWS::Logs::LogGroup');

    // One for each function, and the gateway's own.
    expect(groups).toHaveLength(functionKeys.length + 1);
    for (const { Properties } of groups) {
      expect(Properties).toMatchObject({
        RetentionInDays: 90,
        KmsKeyId: { 'Fn::GetAtt': ['LogKey', 'Arn'] },
      });
    }
  });
});

describe('the HTTP API', () => {
  it('has the routes of the contract, all but the contract itself behind the token authorizer', () => {
    const routes = ofType('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties);
    const guarded = { AuthorizationType: 'JWT', AuthorizerId: { Ref: 'HttpApiAuthorizerToken' } };
    const doors = Object.fromEntries(
      routes.map(({ RouteKey, AuthorizationType, AuthorizerId }) => [
        String(RouteKey),
        AuthorizerId === undefined ? undefined : { AuthorizationType, AuthorizerId },
      ]),
    );

    expect(doors).toEqual(
      Object.fromEntries(
        operations.flatMap(({ path, isPublic }) =>
          // Each path takes every method; those that are not its own lead to its 405.
          ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => [
            `${method} ${path}`,
            isPublic === true ? undefined : guarded,
          ]),
        ),
      ),
    );
    expect(operations.filter(({ isPublic }) => isPublic).map(({ path }) => path)).toEqual([
      '/api/openapi.json',
    ]);
  });

  it('trusts no token until a deployment names its issuer', () => {
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

// Each template is one that CloudFormation would take, as far as that can be known without an account.

import { ofType, type Template } from '#test/support/packaged-project';
import { referenceFaults, schemaFaults } from '#test/support/template-faults';
import { parseGrants } from '#shared/credentials/decryptor-grants';
import { parseWebhookSources } from '#shared/webhook/webhook-source';
import { variantNames, type Templates } from './variants.ts';

export const describeValidity = (templateOf: Templates): void => {
  describe.each(variantNames)('the template of %s', (name) => {
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

  it('T15 no environment variable carries anything but names, switches and references', () => {
    for (const name of variantNames) {
      for (const it of ofType(templateOf(name), 'AWS::Lambda::Function')) {
        const { DEPOSITS_DECRYPTOR_GRANTS: grants, ...variables } = it.Properties['Environment'].Variables;
        // Names of aliases, purposes and tenants; anything else is refused.
        if (grants !== undefined) parseGrants(String(grants));
        for (const value of Object.values(variables)) {
          if (typeof value !== 'string') continue;
          // Sources of webhooks are names, each with the name of its secret.
          if (parseWebhookSources(value).ok) continue;
          expect(value).toMatch(/^(?:[a-z0-9.-]{0,64}|payroll@[a-z.]+|\/[\w./-]+|arn:aws:kms:[\w:/-]+)$/);
        }
      }
    }
  });
};

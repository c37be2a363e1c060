// T2 Who may ask the decryptor for what, read back from the templates: the table that the decryptor reads, the alias that a role may invoke, and
// the two together.

import { parseGrants } from '#shared/credentials/decryptor-grants';
import { functionKey, ofType, type Template, type TemplateResource } from '#test/support/packaged-project';
import { pascal } from '../../../infra/template.ts';
import { grantsIn } from './roles.ts';
import { apiKeys, ruleKeys, variablesOf, variantNames, type Templates } from './variants.ts';

const deposits = ['sql-server', 'account-number-key'];

const tableOf = (template: Template) => {
  const text = variablesOf(template, 'decryptor')['DEPOSITS_DECRYPTOR_GRANTS'];
  return typeof text === 'string' ? parseGrants(text) : undefined;
};

const decryptorArn = /^lambda:function:direct-deposits-prod-decryptor(?::(.+))?$/;

/** Aliases of the decryptor that a role may invoke; `$LATEST` for the function itself. */
const aliasesFor = (template: Template, roleOrPolicy: string): string[] =>
  (grantsIn(template)[roleOrPolicy]?.['Allow lambda:InvokeFunction'] ?? [])
    .flatMap(({ on }) => [on].flat())
    .flatMap((on) => {
      const found = decryptorArn.exec(String(on));
      return found === null ? [] : [found[1] ?? '$LATEST'];
    });

/** Every purpose that a role can have opened, by whatever alias it may invoke. */
const purposesFor = (template: Template, roleOrPolicy: string): string[] => {
  const table = tableOf(template);
  const aliases = aliasesFor(template, roleOrPolicy);
  return [...new Set(aliases.flatMap((alias) => [...(table?.get(alias)?.purposes ?? [])]))].sort();
};

const nameOf = ({ Properties }: TemplateResource): string => String(Properties['Name']);

export const describeCallers = (templateOf: Templates): void => {
  describe.each(variantNames.filter((name) => name !== 'no aliases' && !name.startsWith('in process')))(
    'T2 callers of the decryptor in %s',
    (name) => {
      it('get what their role’s alias is granted: the payroll key the sender alone', () => {
        const template = templateOf(name);

        for (const key of [...apiKeys, ...ruleKeys]) {
          expect([key, purposesFor(template, `${pascal(key)}Role`)]).toEqual([key, [...deposits].sort()]);
        }
        expect(purposesFor(template, 'SendPayrollChangesRole')).toEqual([...deposits, 'payroll-api'].sort());
        expect(aliasesFor(template, 'SendPayrollChangesRole')).toEqual(['payroll']);
      });

      it('name an alias that is there, that they may invoke, and wait for it', () => {
        const template = templateOf(name);
        const names = ofType(template, 'AWS::Lambda::Alias')
          .filter(({ Properties }) =>
            JSON.stringify(Properties['FunctionName']).includes('DecryptorLambdaFunction'),
          )
          .map(nameOf);

        for (const key of [...apiKeys, ...ruleKeys, 'send-payroll-changes']) {
          const qualifier = variablesOf(template, key)['DEPOSITS_DECRYPTOR_QUALIFIER'];
          expect(names).toContain(qualifier);
          expect(aliasesFor(template, `${pascal(key)}Role`)).toContain(qualifier);
          const it = ofType(template, 'AWS::Lambda::Function').find((each) => functionKey(each) === key);
          expect(JSON.stringify(it!.DependsOn)).toMatch(/Alias/);
        }
      });

      it('are the only ones: no role may invoke the function past its aliases', () => {
        const template = templateOf(name);
        const past = Object.keys(grantsIn(template)).filter((role) =>
          aliasesFor(template, role).includes('$LATEST'),
        );

        expect(past.length > 0).toBe(name === 'moving to aliases');
      });
    },
  );

  describe('T2 callers of other teams', () => {
    it('have a row, an alias and one way to it each', () => {
      const template = templateOf('callers of other teams');
      const table = tableOf(template)!;

      expect(table.get('reports')).toEqual({
        alias: 'reports',
        purposes: ['sql-server'],
        tenantIds: ['acme', 'globex'],
      });
      expect(table.get('billing')).toEqual({
        alias: 'billing',
        purposes: ['sql-server', 'payroll-api'],
        tenantIds: [],
      });
      expect(aliasesFor(template, 'DecryptorReportsPolicy')).toEqual(['reports']);
      const foreign = ofType(template, 'AWS::Lambda::Permission').filter(({ Properties }) =>
        JSON.stringify(Properties['FunctionName']).includes('Decryptor'),
      );
      expect(foreign.map(({ Properties }) => Properties)).toEqual([
        {
          Action: 'lambda:InvokeFunction',
          FunctionName: { Ref: 'DecryptorBillingAlias' },
          Principal: 'arn:aws:iam::210987654321:role/billing',
        },
        {
          Action: 'lambda:InvokeFunction',
          FunctionName: { Ref: 'DecryptorAuditAlias' },
          Principal: '210987654321',
        },
      ]);
      expect(template.Outputs?.['DecryptorReportsArn']).toEqual({ Value: { Ref: 'DecryptorReportsAlias' } });
    });

    it('without aliases there is no table, no alias of a caller, and everything may be asked', () => {
      const template = templateOf('no aliases');

      expect(tableOf(template)).toBeUndefined();
      expect(ofType(template, 'AWS::Lambda::Alias')).toEqual([]);
      expect(aliasesFor(template, 'ListDirectDepositsRole')).toContain('$LATEST');
    });
  });

  describe('T41 the tenants’ key', () => {
    const statements = (template: Template) =>
      (template.Resources['TenantKey']!.Properties['KeyPolicy'] as { Statement: Record<string, unknown>[] })
        .Statement;

    it('is used with a context that names a tenant, and never through a grant', () => {
      const using = statements(templateOf('defaults')).filter((it) =>
        /Decrypt|Encrypt|GenerateDataKey|\*/.test(JSON.stringify(it['Action'])),
      );

      expect(using).toHaveLength(1);
      expect(using[0]!['Condition']).toEqual({
        'ForAllValues:StringEquals': {
          'kms:EncryptionContextKeys': ['tenantId', 'keyVersion', 'purpose', 'aws-crypto-public-key'],
        },
        Null: { 'kms:EncryptionContext:tenantId': 'false' },
      });
      expect(JSON.stringify(statements(templateOf('defaults')))).not.toMatch(/CreateGrant|kms:\*/);
    });
  });
};

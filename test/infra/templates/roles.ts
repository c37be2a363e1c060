// What each role may do, against the table that was agreed on: role, effect, action, resource, condition.

import { functionKey, ofType, type Template, type TemplateResource } from '#test/support/packaged-project';
import { pascal } from '../../../infra/template.ts';
import { agreedGrants, agreedWildcards, comparedVariants, logicalId, type Grants } from './agreed-grants.ts';
import { functionKeys, variantNames, type Templates } from './variants.ts';

type Statement = {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Record<string, unknown>;
};

/** Resources as one reads them: `TenantTable.Arn`, and ARNs without the parts that every one of them has. */
const readable = (resource: unknown): unknown => {
  if (Array.isArray(resource)) return resource.map(readable);
  const { 'Fn::GetAtt': attribute, 'Fn::Sub': text } = Object(resource) as Record<string, unknown>;
  if (Array.isArray(attribute)) return attribute.join('.');
  if (typeof text === 'string') {
    return text.replace('arn:${AWS::Partition}:', '').replace(':${AWS::Region}:${AWS::AccountId}:', ':');
  }
  return resource;
};

const readableCondition = (condition: unknown): unknown =>
  JSON.parse(JSON.stringify(condition), (_name, value: unknown) => readable(value));

const statementsOf = (properties: Record<string, unknown>): Statement[] => {
  const inline = (properties['Policies'] ?? []) as { PolicyDocument: { Statement: Statement[] } }[];
  const managed = properties['PolicyDocument'] as { Statement: Statement[] } | undefined;
  return [...inline.flatMap(({ PolicyDocument }) => PolicyDocument.Statement), ...(managed?.Statement ?? [])];
};

const grantsOf = (statements: readonly Statement[]): Grants[string] => {
  const grants: Grants[string] = {};
  for (const { Effect, Action, Resource, Condition } of statements) {
    const grant = {
      on: readable(Resource),
      ...(Condition === undefined ? {} : { when: readableCondition(Condition) }),
    };
    for (const action of [Action].flat()) (grants[`${Effect} ${action}`] ??= []).push(grant);
  }
  return grants;
};

export const grantsIn = ({ Resources }: Template): Grants =>
  Object.fromEntries(
    Object.entries(Resources)
      .filter(([, { Type }]) => Type === 'AWS::IAM::Role' || Type === 'AWS::IAM::ManagedPolicy')
      .map(([id, { Properties }]) => [id, grantsOf(statementsOf(Properties))]),
  );

/** Grants with a `*` in the action or the resource, of which the list knows nothing. */
const unknownWildcards = (template: Template): string[] =>
  Object.entries(grantsIn(template)).flatMap(([role, grants]) =>
    Object.entries(grants)
      .filter(
        ([name, each]) =>
          name.startsWith('Allow') &&
          (name.includes('*') || each.some(({ on }) => JSON.stringify(on).includes('*'))),
      )
      .filter(
        ([name]) =>
          !agreedWildcards.some(
            ({ who, actions }) =>
              who.map(logicalId).includes(role) && actions.some((action) => `Allow ${action}` === name),
          ),
      )
      .map(([name]) => `${role}: ${name}`),
  );

const roleOf = ({ Properties }: TemplateResource): string =>
  (Properties['Role'] as { 'Fn::GetAtt': [string, string] })['Fn::GetAtt'][0];

export const describeRoles = (templateOf: Templates): void => {
  describe('T41 the roles', () => {
    it('are one for each function', () => {
      const functions = ofType(templateOf('defaults'), 'AWS::Lambda::Function');
      const roles = functions.map(roleOf);

      expect(new Set(roles).size).toBe(functions.length);
      for (const it of functions) {
        expect(roleOf(it).toLowerCase()).toBe(`${functionKey(it).replaceAll('-', '')}role`);
      }
    });

    it.each(comparedVariants)('of %s may do what was agreed on, and nothing more', (name) => {
      expect(grantsIn(templateOf(name))).toEqual(agreedGrants(name));
    });

    it.each(comparedVariants)('of %s have no wildcard without a reason', (name) => {
      expect(unknownWildcards(templateOf(name))).toEqual([]);
      for (const { why } of agreedWildcards) expect(why.length).toBeGreaterThan(20);
    });

    it('that may open keys are the decryptor’s alone, unless functions open credentials themselves', () => {
      const openers = Object.entries(grantsIn(templateOf('defaults')))
        .filter(([, grants]) => 'Allow kms:Decrypt' in grants)
        .map(([role]) => role);

      expect(openers.filter((role) => role.endsWith('Role'))).toEqual(['DecryptorRole']);
    });

    it('of a function that needs no database may write its log and its trace', () => {
      for (const name of variantNames) {
        const { GetOpenapiRole: grants = {} } = grantsIn(templateOf(name));
        expect(Object.keys(grants).sort()).toEqual([
          'Allow logs:CreateLogStream',
          'Allow logs:PutLogEvents',
          'Allow xray:PutTelemetryRecords',
          'Allow xray:PutTraceSegments',
        ]);
      }
    });

    const everyRole = [
      ...functionKeys.map((key) => `${pascal(key)}Role`),
      'CredentialOperatorPolicy',
      'MigrationPolicy',
    ];
    const forbidden: readonly Statement[] = [
      { Effect: 'Allow', Action: 'dynamodb:DeleteItem', Resource: { 'Fn::GetAtt': ['TenantTable', 'Arn'] } },
      { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*' },
    ];

    it.each(everyRole.flatMap((role) => forbidden.map((statement) => [role, statement] as const)))(
      'are checked: %s with %j more is found out',
      (role, statement) => {
        const template = structuredClone(templateOf('defaults'));
        const { Properties: properties } = template.Resources[role]!;
        const document = properties['PolicyDocument'] ?? properties['Policies'][0].PolicyDocument;
        (document as { Statement: Statement[] }).Statement.push(statement);

        expect(grantsIn(template)).not.toEqual(agreedGrants('defaults'));
        if (statement.Resource === '*')
          expect(unknownWildcards(template)).toEqual([`${role}: Allow lambda:InvokeFunction`]);
      },
    );

    it('are checked: one without its condition is found out', () => {
      const template = structuredClone(templateOf('defaults'));
      const [{ PolicyDocument }] = template.Resources['DecryptorRole']!.Properties['Policies'];
      for (const statement of PolicyDocument.Statement) delete statement.Condition;

      expect(grantsIn(template)).not.toEqual(agreedGrants('defaults'));
    });
  });
};

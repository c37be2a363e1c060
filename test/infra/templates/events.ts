// What receives and spreads events, as it would be deployed: the public URL, the bus with its archive, rules, queues and alarms.

import { ofType, type Template, type TemplateResource } from '#test/support/packaged-project';
import { claimTable } from '#shared/aws/claim-table';
import { variablesOf, variantNames, type Templates } from './variants.ts';

const one = (template: Template, type: string): TemplateResource => {
  const found = ofType(template, type);
  if (found.length !== 1) throw new Error(`${found.length} of ${type}`);
  return found[0]!;
};

const attribute = (id: string, name = 'Arn') => ({ 'Fn::GetAtt': [id, name] });

export const describeEvents = (templateOf: Templates): void => {
  describe.each(variantNames)('the webhook of %s', (name) => {
    it('has a public URL and both permissions that it needs', () => {
      const template = templateOf(name);
      const permissions = ofType(template, 'AWS::Lambda::Permission').map(({ Properties }) => Properties);

      expect(one(template, 'AWS::Lambda::Url').Properties).toMatchObject({ AuthType: 'NONE' });
      expect(permissions.filter(({ Principal }) => Principal === '*')).toEqual([
        expect.objectContaining({ Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' }),
        expect.objectContaining({ Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true }),
      ]);
    });

    it('is no part of the API and of no network', () => {
      const template = templateOf(name);
      const variables = variablesOf(template, 'payroll-webhook');

      expect(Object.keys(variables).sort()).toEqual([
        'DEPOSITS_CLAIM_TABLE',
        'DEPOSITS_METRIC_NAMESPACE',
        'DEPOSITS_WEBHOOK_SOURCES',
      ]);
      expect(template.Resources['PayrollDashwebhookLambdaFunction']!.Properties).not.toHaveProperty(
        'VpcConfig',
      );
      expect(JSON.stringify(ofType(template, 'AWS::ApiGatewayV2::Integration'))).not.toContain('webhook');
    });

    it('publishes onto a bus whose events are archived', () => {
      const template = templateOf(name);

      expect(one(template, 'AWS::Events::EventBus').Properties['Name']).toBe('direct-deposits-prod-payroll');
      expect(one(template, 'AWS::Events::Archive').Properties).toMatchObject({
        SourceArn: attribute('PayrollEventBus'),
        RetentionDays: 365,
      });
    });

    it('has its events brought to a queue, and to a dead-letter queue that is watched when that fails', () => {
      const template = templateOf(name);
      const rule = template.Resources['PayrollEventsRule']!.Properties;
      const alarm = template.Resources['EventsUndeliveredAlarm']!.Properties;

      expect(rule).toMatchObject({
        State: 'ENABLED',
        EventBusName: { Ref: 'PayrollEventBus' },
        EventPattern: { source: [{ prefix: 'direct-deposits.' }], detail: { version: [1] } },
      });
      expect(rule['Targets']).toEqual([
        {
          Id: 'payroll-events',
          Arn: attribute('PayrollEventsQueue'),
          RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 },
          DeadLetterConfig: { Arn: attribute('UndeliveredEventsQueue') },
        },
      ]);
      expect(template.Resources['UndeliveredEventsQueue']!.Properties).toMatchObject({
        QueueName: 'direct-deposits-prod-undelivered-events',
        MessageRetentionPeriod: 14 * 86_400,
        SqsManagedSseEnabled: true,
      });
      expect(alarm).toMatchObject({
        Namespace: 'AWS/SQS',
        MetricName: 'ApproximateNumberOfMessagesVisible',
        Dimensions: [{ Name: 'QueueName', Value: 'direct-deposits-prod-undelivered-events' }],
        Threshold: 0,
      });
    });

    it('lets only its rules put anything into the queues, and only over TLS', () => {
      const policies = ofType(templateOf(name), 'AWS::SQS::QueuePolicy');

      expect(policies).toHaveLength(2);
      for (const { Properties } of policies) {
        const [allow, deny] = Properties['PolicyDocument'].Statement;
        expect(allow).toMatchObject({
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Condition: {
            ArnEquals: {
              'aws:SourceArn': expect.arrayContaining([attribute('PayrollEventsRule')]) as unknown,
            },
          },
        });
        const rules = allow.Condition.ArnEquals['aws:SourceArn'] as unknown[];
        expect(
          ['PayrollEventsRule', 'PayrollSuiteEventsRule', 'ChangedDestinationsRule'].map((id) =>
            attribute(id),
          ),
        ).toEqual(expect.arrayContaining(rules));
        expect(deny).toMatchObject({
          Effect: 'Deny',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        });
      }
    });

    it('records what it received in the table that the code knows, for a time', () => {
      const { Properties } = templateOf(name).Resources['ClaimTable']!;

      expect(Properties).toMatchObject({
        ...claimTable,
        TableName: variablesOf(templateOf(name), 'payroll-webhook')['DEPOSITS_CLAIM_TABLE'],
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      });
    });
  });

  describe('the sources of webhooks', () => {
    const secretNames = (template: Template): unknown[] =>
      ofType(template, 'AWS::SecretsManager::Secret').map(({ Properties }): unknown => Properties['Name']);

    it('have secrets of the stack, without a value in the template', () => {
      const secrets = ofType(templateOf('defaults'), 'AWS::SecretsManager::Secret');

      expect(secretNames(templateOf('defaults'))).toEqual([
        'direct-deposits-prod/webhook/payroll-suite',
        'direct-deposits-prod/webhook/bank',
      ]);
      for (const { Properties, DeletionPolicy } of secrets) {
        expect(Object.keys(Properties).sort()).toEqual(['Description', 'Name']);
        expect(DeletionPolicy).toBe('RetainExceptOnCreate');
      }
    });

    it('are what a parameter says, and its own secrets are left to whoever made them', () => {
      const template = templateOf('other sources of webhooks');
      const functionOf = template.Resources['PayrollDashwebhookLambdaFunction']!.Properties;
      const role = JSON.stringify(template.Resources['PayrollWebhookRole']!.Properties);

      expect(variablesOf(template, 'payroll-webhook')['DEPOSITS_WEBHOOK_SOURCES']).toBe(
        'chat:momento:chat-secret:default:Chat,bank:standard-webhooks:direct-deposits-prod/webhook/bank:direct-deposits-prod-payroll:BankEvent',
      );
      expect(secretNames(template)).toEqual(['direct-deposits-prod/webhook/bank']);
      expect(functionOf['ReservedConcurrentExecutions']).toBe(20);
      for (const part of ['secret:chat-secret-??????', 'event-bus/default', 'direct-deposits.chat'])
        expect(role).toContain(part);
    });

    it('bring no parameter of another function with them', () => {
      expect(
        templateOf('defaults').Resources['PayrollDashwebhookLambdaFunction']!.Properties,
      ).not.toHaveProperty('ReservedConcurrentExecutions');
    });
  });
};

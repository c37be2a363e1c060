// The payroll loop as it would be deployed: its schedule, who may open the key of the payroll suite, and what waits where.

import { ofType } from '#test/support/packaged-project';
import { apiKeys, propertiesOf, variablesOf, variantNames, writerKeys, type Templates } from './variants.ts';

export const describePayroll = (templateOf: Templates): void => {
  describe.each(variantNames)('the payroll loop of %s', (name) => {
    it('runs every minute, for every tenant', () => {
      const template = templateOf(name);
      const scheduled = ofType(template, 'AWS::Events::Rule').filter(
        ({ Properties }) => Properties['ScheduleExpression'] !== undefined,
      );

      expect(scheduled.map(({ Properties }) => Properties)).toEqual([
        expect.objectContaining({ ScheduleExpression: 'rate(1 minute)', State: 'ENABLED' }),
      ]);
      expect(JSON.stringify(scheduled[0]!.Properties['Targets'])).toContain(
        'QueueDashpayrollDashrunsLambdaFunction',
      );
      expect(Object.keys(variablesOf(template, 'queue-payroll-runs')).sort()).toEqual([
        'DEPOSITS_METRIC_NAMESPACE',
        'DEPOSITS_PAYROLL_SENDER_FUNCTION',
        'DEPOSITS_TENANT_TABLE',
      ]);
    });

    it('is told of by the functions that change direct deposits, and by no other', () => {
      const telling = apiKeys.filter(
        (key) => 'DEPOSITS_PAYROLL_SENDER_FUNCTION' in variablesOf(templateOf(name), key),
      );

      expect(telling).toEqual(writerKeys);
    });

    it('forgets a call that is older than the next schedule', () => {
      expect(templateOf(name).Resources['SendPayrollChangesInvokeConfig']!.Properties).toMatchObject({
        MaximumEventAgeInSeconds: 60,
        MaximumRetryAttempts: 0,
      });
    });
  });

  describe('what the payroll suite tells', () => {
    it('leads to the function that applies it, which only that rule may call; what fails for a day is kept', () => {
      const { Resources } = templateOf('defaults');

      expect(Resources['PayrollSuiteEventsRule']!.Properties).toMatchObject({
        EventPattern: {
          source: [{ prefix: 'direct-deposits.payroll-suite' }],
          detail: {
            version: [1],
            payload: {
              type: ['payroll.posted', 'prenote.sent', 'entry.sent', 'entry.returned', 'entry.corrected'],
            },
          },
        },
        Targets: [
          {
            Arn: { 'Fn::GetAtt': ['ApplyDashpayrollDasheventLambdaFunction', 'Arn'] },
            RetryPolicy: { MaximumEventAgeInSeconds: 86_400 },
            DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['UndeliveredEventsQueue', 'Arn'] } },
          },
        ],
      });
      expect(Resources['PayrollSuiteEventsPermission']!.Properties).toMatchObject({
        Principal: 'events.amazonaws.com',
        SourceArn: { 'Fn::GetAtt': ['PayrollSuiteEventsRule', 'Arn'] },
      });
    });
  });

  describe('what a function fails to do for the bus', () => {
    it.each(['ApplyPayrollEvent', 'NotifyEmployee'])('is tried again, and kept in the end: %s', (key) => {
      expect(templateOf('defaults').Resources[`${key}InvokeConfig`]!.Properties).toMatchObject({
        Qualifier: '$LATEST',
        MaximumRetryAttempts: 2,
        DestinationConfig: {
          OnFailure: { Destination: { 'Fn::GetAtt': ['UndeliveredEventsQueue', 'Arn'] } },
        },
      });
    });
  });

  describe('changes of where pay goes', () => {
    it('lead to the function that tells employees, which writes from the parameter’s address', () => {
      const template = templateOf('a bounded payroll loop');

      expect(template.Resources['ChangedDestinationsRule']!.Properties).toMatchObject({
        EventPattern: {
          source: ['direct-deposits'],
          'detail-type': ['DirectDepositChanged'],
          detail: { version: [1] },
        },
        Targets: [{ Arn: { 'Fn::GetAtt': ['NotifyDashemployeeLambdaFunction', 'Arn'] } }],
      });
      expect(variablesOf(template, 'notify-employee')['DEPOSITS_NOTICE_SENDER']).toBe('payroll@example.com');
      expect(JSON.stringify(template.Resources['NotifyEmployeeRole'])).toContain(
        '"ses:FromAddress":"payroll@example.com"',
      );
    });
  });

  describe('a bound on the payroll loop', () => {
    it('is a parameter’s, for the sender alone', () => {
      const template = templateOf('a bounded payroll loop');

      expect(propertiesOf(template, 'send-payroll-changes')['ReservedConcurrentExecutions']).toBe(5);
      expect(propertiesOf(template, 'queue-payroll-runs')).not.toHaveProperty('ReservedConcurrentExecutions');
      expect(variablesOf(template, 'send-payroll-changes')['DEPOSITS_PAYROLL_HOST_SUFFIXES']).toBe(
        'payroll.example.com',
      );
    });
  });
};

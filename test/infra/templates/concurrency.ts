// Ready containers: none by default, and when there are some, everybody uses them.

import { ofType } from '#test/support/packaged-project';
import {
  aliasesInPlace,
  apiKeys,
  payrollKeys,
  propertiesOf,
  publicKeys,
  variablesOf,
  type Templates,
} from './variants.ts';

export const describeConcurrency = (templateOf: Templates): void => {
  describe('ready containers', () => {
    it('are none by default: no alias, no scaling, and no caller names a qualifier', () => {
      expect(aliasesInPlace(templateOf('defaults'))).toEqual([]);
      expect(ofType(templateOf('defaults'), 'AWS::ApplicationAutoScaling::ScalableTarget')).toEqual([]);
      for (const key of apiKeys) {
        expect(variablesOf(templateOf('defaults'), key)).toHaveProperty(
          'DEPOSITS_DECRYPTOR_QUALIFIER',
          'deposits',
        );
      }
    });

    it('are not there by default, so a container of the API wakes one of the decryptor', () => {
      for (const key of apiKeys) {
        expect(variablesOf(templateOf('defaults'), key)).toHaveProperty('DEPOSITS_WAKE_DECRYPTOR', 'on');
        for (const other of ['ready containers', 'in process', 'nobody is woken'] as const)
          expect(variablesOf(templateOf(other), key)).not.toHaveProperty('DEPOSITS_WAKE_DECRYPTOR');
      }
    });

    it('are on an alias of each function that uses a database, which its route and callers then use', () => {
      const template = templateOf('ready containers');
      const aliases = aliasesInPlace(template);

      expect(aliases).toHaveLength(1 + apiKeys.length);
      for (const { Properties } of aliases) {
        expect(Properties).toMatchObject({
          Name: 'provisioned',
          ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 1 },
        });
      }
      for (const key of apiKeys) {
        expect(variablesOf(templateOf('ready containers'), key)).toHaveProperty(
          'DEPOSITS_DECRYPTOR_QUALIFIER',
          'provisioned',
        );
      }
      const targets = ofType(template, 'AWS::ApiGatewayV2::Integration').map(({ Properties }) =>
        JSON.stringify(Properties['IntegrationUri']),
      );
      expect(targets).toHaveLength(apiKeys.length + publicKeys.length);
      expect(targets.filter((target) => !/provisioned|ProvConcLambdaAlias/.test(target))).toEqual([
        expect.stringContaining('GetDashopenapi'),
      ]);
    });

    it('never scale to nothing, and tell when calls spill over', () => {
      const template = templateOf('ready containers');
      const targets = ofType(template, 'AWS::ApplicationAutoScaling::ScalableTarget');

      expect(targets).toHaveLength(1 + apiKeys.length);
      for (const { Properties } of targets) {
        expect(Properties['MinCapacity']).toBeGreaterThanOrEqual(1);
        expect(JSON.stringify(Properties['ResourceId'])).toContain(':provisioned');
      }
      expect(ofType(template, 'AWS::ApplicationAutoScaling::ScalingPolicy')).toHaveLength(1 + apiKeys.length);
      const spilling = ofType(template, 'AWS::CloudWatch::Alarm').filter(
        ({ Properties }) => Properties['MetricName'] === 'ProvisionedConcurrencySpilloverInvocations',
      );
      expect(spilling).toHaveLength(1 + apiKeys.length);
    });

    it('are more in busy hours and at least one outside them', () => {
      const [target] = ofType(
        templateOf('a network with busy hours'),
        'AWS::ApplicationAutoScaling::ScalableTarget',
      );

      expect(target!.Properties).toMatchObject({
        MinCapacity: 2,
        MaxCapacity: 20,
        ScheduledActions: [
          { Schedule: 'cron(30 7 ? * MON-FRI *)', ScalableTargetAction: { MinCapacity: 6, MaxCapacity: 20 } },
          { Schedule: 'cron(0 19 ? * MON-FRI *)', ScalableTargetAction: { MinCapacity: 2, MaxCapacity: 20 } },
        ],
      });
    });

    it('follow a schedule exactly: by function, in its time zone, with nothing else that moves them', () => {
      const template = templateOf('a schedule of ready containers');
      const targets = ofType(template, 'AWS::ApplicationAutoScaling::ScalableTarget');
      const [decryptor] = targets;
      const functionsOf = (items: readonly { Properties: Record<string, unknown> }[]) =>
        JSON.stringify(items);

      expect(targets).toHaveLength(2);
      expect(decryptor!.Properties).toMatchObject({
        MinCapacity: 1,
        MaxCapacity: 1,
        ScheduledActions: [
          {
            ScheduledActionName: 'ready-1',
            Schedule: 'cron(55 7 ? * MON,TUE,WED,THU,FRI *)',
            Timezone: 'America/New_York',
            ScalableTargetAction: { MinCapacity: 3, MaxCapacity: 3 },
          },
          {
            Schedule: 'cron(0 18 ? * MON,TUE,WED,THU,FRI *)',
            ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 1 },
          },
        ],
      });
      expect(ofType(template, 'AWS::ApplicationAutoScaling::ScalingPolicy')).toEqual([]);
      expect(aliasesInPlace(template)).toHaveLength(2);
      expect(functionsOf(aliasesInPlace(template))).toContain('"ProvisionedConcurrentExecutions":2');
      for (const key of apiKeys) {
        expect(variablesOf(template, key)).toHaveProperty('DEPOSITS_DECRYPTOR_QUALIFIER', 'provisioned');
        expect(variablesOf(template, key)).not.toHaveProperty('DEPOSITS_WAKE_DECRYPTOR');
      }
    });
  });

  describe('the decryptor’s containers', () => {
    it('serve all tenants by default, and one each where it is asked for: then every caller names it', () => {
      const isolated = templateOf('isolated tenants');

      expect(propertiesOf(templateOf('defaults'), 'decryptor')).not.toHaveProperty('TenancyConfig');
      expect(propertiesOf(isolated, 'decryptor')).toHaveProperty('TenancyConfig', {
        TenantIsolationMode: 'PER_TENANT',
      });
      for (const key of [...apiKeys, ...payrollKeys]) {
        expect(variablesOf(isolated, key)).toHaveProperty('DEPOSITS_DECRYPTOR_ISOLATED', 'on');
        expect(variablesOf(isolated, key)).not.toHaveProperty('DEPOSITS_WAKE_DECRYPTOR');
        expect(variablesOf(templateOf('defaults'), key)).not.toHaveProperty('DEPOSITS_DECRYPTOR_ISOLATED');
        expect(propertiesOf(isolated, key)).not.toHaveProperty('TenancyConfig');
      }
    });
  });
};

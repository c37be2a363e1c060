// A canary: what is moved, what watches it, and that every way in leads through it.

import { ofType } from '#test/support/packaged-project';
import { aliasesInPlace, apiKeys, canaryKeys, variablesOf, type Templates } from './variants.ts';

export const describeCanary = (templateOf: Templates): void => {
  describe('a canary', () => {
    it('moves an alias of each function step by step and puts it back on its alarms', () => {
      const template = templateOf('canary');
      const aliases = aliasesInPlace(template);
      const groups = ofType(template, 'AWS::CodeDeploy::DeploymentGroup');

      expect(aliases).toHaveLength(canaryKeys.length);
      for (const { Properties, UpdatePolicy } of aliases) {
        expect(Properties).toMatchObject({ Name: 'live' });
        expect(UpdatePolicy).toHaveProperty('CodeDeployLambdaAliasUpdate.DeploymentGroupName.Ref');
      }
      expect(groups).toHaveLength(canaryKeys.length);
      for (const { Properties } of groups) {
        expect(Properties).toMatchObject({
          DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
          AutoRollbackConfiguration: { Enabled: true },
          AlarmConfiguration: { Enabled: true },
        });
        const named = Properties['AlarmConfiguration'].Alarms as { Name: { Ref: string } }[];
        const alarms = named.map(({ Name }) => Name.Ref);
        const isWebhook = alarms.includes('PayrollWebhookNewVersionAlarm');
        expect(alarms).toContain(isWebhook ? 'WebhookServerErrorsAlarm' : 'ApiServerErrorsAlarm');
        expect(alarms.filter((id) => id.endsWith('NewVersionAlarm'))).toHaveLength(1);
        for (const id of alarms) expect(template.Resources[id]?.Type).toBe('AWS::CloudWatch::Alarm');
      }
    });

    it('of the decryptor is put back when credentials stop to open, whichever function sees it', () => {
      const { Properties } = templateOf('canary').Resources['DecryptorDeploymentGroup']!;
      const named = Properties['AlarmConfiguration'].Alarms as { Name: { Ref: string } }[];

      expect(named.map(({ Name }) => Name.Ref)).toEqual([
        'DecryptorNewVersionAlarm',
        'DecryptorCrashesAlarm',
        'DecryptionFailedAlarm',
        'KeyDeniedAlarm',
        'KmsFailuresAlarm',
        'DecryptorCallFailuresAlarm',
        'ApiServerErrorsAlarm',
      ]);
    });

    it('is what routes, permissions and callers of the decryptor lead to', () => {
      const template = templateOf('canary');
      const isAlias = (target: unknown): boolean =>
        template.Resources[(target as { Ref?: string }).Ref ?? '']?.Type === 'AWS::Lambda::Alias';

      for (const { Properties } of ofType(template, 'AWS::ApiGatewayV2::Integration')) {
        expect(isAlias(Properties['IntegrationUri'])).toBe(true);
      }
      for (const { Properties } of ofType(template, 'AWS::Lambda::Permission')) {
        // What the schedule and the bus call, nobody waits for.
        if (Properties['Principal'] === 'events.amazonaws.com') continue;
        expect(isAlias(Properties['FunctionName'])).toBe(true);
      }
      for (const key of apiKeys) {
        expect(variablesOf(templateOf('canary'), key)).toHaveProperty('DEPOSITS_DECRYPTOR_QUALIFIER', 'live');
      }
    });
  });
};

// Containers that are always ready, more of them when they are busy and in busy hours. The framework makes the version and
// the alias `provisioned`; here is what moves the number. It never goes to 0: a deployment would then look for a
// configuration that is not there any more.

import type { BusyHours, Concurrency, DeploymentSettings } from './settings.ts';
import {
  mergeResources,
  sub,
  type DeployedFunction,
  type Json,
  type Resources,
  type Stack,
} from './template.ts';

export const provisionedAlias = 'provisioned';

const aliasId = ({ lambdaId }: DeployedFunction): string =>
  lambdaId.replace(/LambdaFunction$/, 'ProvConcLambdaAlias');

const schedules = ({ least, most }: Concurrency, busy: BusyHours | undefined): Json | undefined => {
  if (busy === undefined) return undefined;
  const action = (name: string, schedule: string, min: number) => ({
    ScheduledActionName: name,
    Schedule: schedule,
    Timezone: busy.timezone,
    ScalableTargetAction: { MinCapacity: min, MaxCapacity: Math.max(most, min) },
  });
  return [
    action('busy-hours-begin', busy.from, least * busy.factor),
    action('busy-hours-end', busy.until, least),
  ];
};

const scaling = (it: DeployedFunction, concurrency: Concurrency, busy: BusyHours | undefined): Resources => {
  if (concurrency.least === 0) return {};
  const targetId = it.lambdaId.replace(/LambdaFunction$/, 'ScalableTarget');
  return {
    [targetId]: {
      Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
      DependsOn: aliasId(it),
      Properties: {
        ServiceNamespace: 'lambda',
        ScalableDimension: 'lambda:function:ProvisionedConcurrency',
        ResourceId: sub(`function:\${${it.lambdaId}}:${provisionedAlias}`),
        MinCapacity: concurrency.least,
        MaxCapacity: concurrency.most,
        ScheduledActions: schedules(concurrency, busy),
      },
    },
    [it.lambdaId.replace(/LambdaFunction$/, 'ScalingPolicy')]: {
      Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
      Properties: {
        PolicyName: `${it.name}-utilization`,
        PolicyType: 'TargetTrackingScaling',
        ScalingTargetId: { Ref: targetId },
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 0.7,
          ScaleInCooldown: 120,
          ScaleOutCooldown: 0,
          // The ready-made metric is an average, which bursts shorter than three minutes never move.
          CustomizedMetricSpecification: {
            Namespace: 'AWS/Lambda',
            MetricName: 'ProvisionedConcurrencyUtilization',
            Dimensions: [
              { Name: 'FunctionName', Value: it.name },
              { Name: 'Resource', Value: `${it.name}:${provisionedAlias}` },
            ],
            Statistic: 'Maximum',
          },
        },
      },
    },
  };
};

export const concurrencyResources = (
  { decryptor, databaseFunctions }: Stack,
  { decryptorConcurrency, apiConcurrency, busyHours }: DeploymentSettings,
): Resources =>
  mergeResources(
    scaling(decryptor, decryptorConcurrency, busyHours),
    ...databaseFunctions.map((it) => scaling(it, apiConcurrency, busyHours)),
  );

// Containers that are always ready, more of them when they are busy and in busy hours. The framework makes the version and
// the alias `provisioned`; here is what moves the number. It never goes to 0: a deployment would then look for a
// configuration that is not there any more.

import { SettingsError } from './parameters.ts';
import { cronOf, type FunctionSchedule } from './ready-schedule.ts';
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

/** How many containers of a function are ready from the deployment on; 0: it has no alias for them. */
export const readyAtFirst = (
  { decryptor, databaseFunctions }: Stack,
  { readySchedule, decryptorConcurrency, apiConcurrency }: DeploymentSettings,
  it: DeployedFunction,
): number => {
  if (readySchedule !== undefined) return readySchedule.functions.get(it.key)?.initial ?? 0;
  if (it === decryptor) return decryptorConcurrency.least;
  return databaseFunctions.includes(it) ? apiConcurrency.least : 0;
};

/** The functions that have ready containers, the decryptor first. */
export const readyFunctions = (stack: Stack, settings: DeploymentSettings): readonly DeployedFunction[] =>
  [stack.decryptor, ...stack.databaseFunctions].filter((it) => readyAtFirst(stack, settings, it) > 0);

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

const targetId = ({ lambdaId }: DeployedFunction): string =>
  lambdaId.replace(/LambdaFunction$/, 'ScalableTarget');

const target = (it: DeployedFunction, least: number, most: number, actions: Json | undefined): Resources => ({
  [targetId(it)]: {
    Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
    DependsOn: aliasId(it),
    Properties: {
      ServiceNamespace: 'lambda',
      ScalableDimension: 'lambda:function:ProvisionedConcurrency',
      ResourceId: sub(`function:\${${it.lambdaId}}:${provisionedAlias}`),
      MinCapacity: least,
      MaxCapacity: most,
      ScheduledActions: actions,
    },
  },
});

/** Exactly what the schedule says: no other policy moves the number in between. */
const scheduled = (
  it: DeployedFunction,
  { initial, changes }: FunctionSchedule,
  timezone: string,
): Resources =>
  target(
    it,
    initial,
    initial,
    changes.map((change, index) => ({
      ScheduledActionName: `ready-${index + 1}`,
      Schedule: cronOf(change),
      Timezone: timezone,
      ScalableTargetAction: { MinCapacity: change.count, MaxCapacity: change.count },
    })),
  );

const scaling = (it: DeployedFunction, concurrency: Concurrency, busy: BusyHours | undefined): Resources => {
  if (concurrency.least === 0) return {};
  return {
    ...target(it, concurrency.least, concurrency.most, schedules(concurrency, busy)),
    [it.lambdaId.replace(/LambdaFunction$/, 'ScalingPolicy')]: {
      Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
      Properties: {
        PolicyName: `${it.name}-utilization`,
        PolicyType: 'TargetTrackingScaling',
        ScalingTargetId: { Ref: targetId(it) },
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

/** A name that no ready containers can be of would leave them out without a word. */
const checkNames = ({ decryptor, databaseFunctions }: Stack, names: Iterable<string>): void => {
  const known = [decryptor, ...databaseFunctions].map(({ key }) => key);
  const unknown = [...names].filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new SettingsError(
      `readySchedule names ${unknown.join(', ')}; ready containers are for ${known.join(', ')}`,
    );
  }
};

export const concurrencyResources = (stack: Stack, settings: DeploymentSettings): Resources => {
  const { decryptor, databaseFunctions } = stack;
  const { decryptorConcurrency, apiConcurrency, busyHours, readySchedule } = settings;
  if (readySchedule === undefined) {
    return mergeResources(
      scaling(decryptor, decryptorConcurrency, busyHours),
      ...databaseFunctions.map((it) => scaling(it, apiConcurrency, busyHours)),
    );
  }
  const { functions, timezone } = readySchedule;
  checkNames(stack, functions.keys());
  return mergeResources(
    ...readyFunctions(stack, settings).map((it) => {
      const schedule = functions.get(it.key);
      return schedule === undefined ? {} : scheduled(it, schedule, timezone);
    }),
  );
};

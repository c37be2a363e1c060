// Alarms as resources of the template, and which of them put a function's new version back.

import { alarmRows, spillRow, type AlarmRow } from './alarm-rows.ts';
import { liveAlias, type CanaryFunction } from './canary.ts';
import { readyFunctions } from './concurrency.ts';
import { awsMetric } from './metrics.ts';
import type { DeploymentSettings } from './settings.ts';
import {
  getAtt,
  pascal,
  ref,
  type DeployedFunction,
  type Resource,
  type Resources,
  type Stack,
} from './template.ts';

const alarm = (
  { name }: Stack,
  { alarmTopicArn, runbookUrl }: DeploymentSettings,
  row: AlarmRow,
): Resource => {
  const isPercentile = row.statistic.startsWith('p');
  const actions = alarmTopicArn === undefined ? undefined : [alarmTopicArn];
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: `${name}-${row.id}`,
      AlarmDescription: `${row.says} Runbook: ${runbookUrl}/${row.runbook}.md`,
      ...row.metric,
      ...(isPercentile ? { ExtendedStatistic: row.statistic } : { Statistic: row.statistic }),
      Period: 60,
      EvaluationPeriods: 5,
      DatapointsToAlarm: row.minutes,
      Threshold: row.above,
      ComparisonOperator: 'GreaterThanThreshold',
      // No line written is no call made.
      TreatMissingData: 'notBreaching',
      AlarmActions: actions,
      OKActions: actions,
    },
  };
};

const idOf = (rowId: string): string => `${pascal(rowId)}Alarm`;

/** What a webhook that answers, but wrongly, makes go off. */
const webhookAlarms = ['webhook-server-errors', 'eventbridge-failures'];

const apiAlarms = ['api-server-errors', 'gateway-server-errors'];

/** What a decryptor that answers, but wrongly, makes go off; the API functions see it as their own failures. */
const decryptorAlarms = [
  'decryptor-crashes',
  'decryption-failed',
  'key-denied',
  'kms-failures',
  'decryptor-call-failures',
  'api-server-errors',
];

const newVersionAlarm = ({ key }: DeployedFunction): string => idOf(`${key}-new-version`);

/** The alarms that put a function's new version back. */
export const canaryAlarmIds = ({ decryptor, webhook }: Stack, it: DeployedFunction): readonly string[] => {
  const own = { [decryptor.key]: decryptorAlarms, [webhook.key]: webhookAlarms }[it.key] ?? apiAlarms;
  return [newVersionAlarm(it), ...own.map(idOf)];
};

export const alarmResources = (stack: Stack, settings: DeploymentSettings): Resources => {
  const all = [...alarmRows(stack), ...readyFunctions(stack, settings).map(spillRow)];
  return Object.fromEntries(all.map((row) => [idOf(row.id), alarm(stack, settings, row)]));
};

/** Errors of a version while it is on trial. */
export const canaryAlarms = (
  stack: Stack,
  settings: DeploymentSettings,
  functions: readonly CanaryFunction[],
): Resources =>
  Object.fromEntries(
    functions.map((it) => [
      newVersionAlarm(it),
      alarm(stack, settings, {
        id: `${it.key}-new-version`,
        runbook: 'new-version',
        says: `The new version of ${it.key} fails; it is put back.`,
        metric: awsMetric('AWS/Lambda', 'Errors', {
          FunctionName: ref(it.lambdaId),
          Resource: `${it.name}:${liveAlias}`,
          ExecutedVersion: getAtt(it.versionId, 'Version'),
        }),
        statistic: 'Sum',
        above: 0,
        minutes: 1,
      }),
    ]),
  );

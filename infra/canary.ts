// A new version of a function gets a tenth of the calls first. CodeDeploy moves the alias `live` step by step and puts it
// back when one of the alarms goes off or the deployment fails.

import type { DeploymentSettings } from './settings.ts';
import {
  canaryFunctions,
  arn,
  getAtt,
  ref,
  type DeployedFunction,
  type Resource,
  mergeResources,
  type Resources,
  type Stack,
} from './template.ts';

export const liveAlias = 'live';

export const liveAliasId = ({ lambdaId }: DeployedFunction): string =>
  lambdaId.replace(/LambdaFunction$/, 'LiveLambdaAlias');

const partId = ({ lambdaId }: DeployedFunction, part: string): string =>
  lambdaId.replace(/LambdaFunction$/, part);

const codeDeployRole = (stack: Stack): Resource => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'codedeploy.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ],
    },
    Policies: [
      {
        PolicyName: 'shift-traffic',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'MoveAliases',
              Effect: 'Allow',
              Action: ['lambda:GetAlias', 'lambda:UpdateAlias', 'lambda:GetProvisionedConcurrencyConfig'],
              Resource: canaryFunctions(stack).flatMap(({ name }) => [
                arn('lambda', `function:${name}`),
                arn('lambda', `function:${name}:${liveAlias}`),
              ]),
            },
            { Sid: 'WatchAlarms', Effect: 'Allow', Action: 'cloudwatch:DescribeAlarms', Resource: '*' },
          ],
        },
      },
    ],
  },
});

export type CanaryFunction = DeployedFunction & { readonly versionId: string };

const shifting = (it: CanaryFunction, kind: string, alarmIds: readonly string[]): Resources => ({
  [liveAliasId(it)]: {
    Type: 'AWS::Lambda::Alias',
    UpdatePolicy: {
      CodeDeployLambdaAliasUpdate: {
        ApplicationName: ref('CanaryApplication'),
        DeploymentGroupName: ref(partId(it, 'DeploymentGroup')),
      },
    },
    Properties: {
      Name: liveAlias,
      FunctionName: ref(it.lambdaId),
      FunctionVersion: getAtt(it.versionId, 'Version'),
    },
  },
  [partId(it, 'DeploymentGroup')]: {
    Type: 'AWS::CodeDeploy::DeploymentGroup',
    Properties: {
      ApplicationName: ref('CanaryApplication'),
      ServiceRoleArn: getAtt('CanaryRole', 'Arn'),
      DeploymentConfigName: `CodeDeployDefault.Lambda${kind}`,
      DeploymentStyle: { DeploymentType: 'BLUE_GREEN', DeploymentOption: 'WITH_TRAFFIC_CONTROL' },
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST'],
      },
      AlarmConfiguration: {
        Enabled: true,
        Alarms: alarmIds.map((id) => ({ Name: ref(id) })),
      },
    },
  },
});

/** `alarmIdsOf` names the alarms that put a function's new version back. */
export const canaryResources = (
  stack: Stack,
  { canary }: DeploymentSettings,
  functions: readonly CanaryFunction[],
  alarmIdsOf: (it: CanaryFunction) => readonly string[],
): Resources => {
  if (canary === undefined) return {};
  return mergeResources(
    {
      CanaryApplication: { Type: 'AWS::CodeDeploy::Application', Properties: { ComputePlatform: 'Lambda' } },
      CanaryRole: codeDeployRole(stack),
    },
    ...functions.map((it) => shifting(it, canary, alarmIdsOf(it))),
  );
};

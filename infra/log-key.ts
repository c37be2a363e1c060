// The key under which CloudWatch Logs keeps the logs of this stack. It outlives the stack: without it kept logs are lost.

import { arn, ref, sub, type Json, type Resources, type Stack } from './template.ts';

const serviceActions = [
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncrypt*',
  'kms:GenerateDataKey*',
  'kms:DescribeKey',
];

const accountDecides: Json = {
  Sid: 'AccountDecidesByRoles',
  Effect: 'Allow',
  Principal: { AWS: sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:root') },
  Action: 'kms:*',
  Resource: '*',
};

export const logKey = ({ name }: Stack): Resources => ({
  LogKey: {
    Type: 'AWS::KMS::Key',
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      Description: `Encrypts the logs of ${name}`,
      EnableKeyRotation: true,
      PendingWindowInDays: 30,
      KeyPolicy: {
        Version: '2012-10-17',
        Statement: [
          accountDecides,
          {
            Sid: 'LogsOfThisStack',
            Effect: 'Allow',
            Principal: { Service: sub('logs.${AWS::Region}.amazonaws.com') },
            Action: serviceActions,
            Resource: '*',
            Condition: {
              ArnLike: {
                'kms:EncryptionContext:aws:logs:arn': [
                  arn('logs', `log-group:/aws/lambda/${name}-*`),
                  arn('logs', `log-group:/aws/http-api/${name}`),
                ],
              },
            },
          },
        ],
      },
    },
  },
  LogKeyAlias: {
    Type: 'AWS::KMS::Alias',
    Properties: { AliasName: `alias/${name}-logs`, TargetKeyId: ref('LogKey') },
  },
});

// What only the payroll loop has: the alias of the decryptor under which the key of the payroll suite is opened, and the order in which the
// sender's queue gives up.

import { getAtt, ref, type Resources, type Stack } from './template.ts';

/** The decryptor opens `payroll-api` for calls of this alias only, and only the sender's role may call it. */
export const payrollAlias = 'payroll';
export const payrollAliasId = 'DecryptorPayrollAlias';

/** @param decryptorVersionId of the version that is deployed */
export const payrollResources = (
  decryptorVersionId: string,
  { decryptor, payrollSender }: Stack,
): Resources => ({
  [payrollAliasId]: {
    Type: 'AWS::Lambda::Alias',
    Properties: {
      Name: payrollAlias,
      FunctionName: ref(decryptor.lambdaId),
      FunctionVersion: getAtt(decryptorVersionId, 'Version'),
    },
  },
  // What is queued is only that there is something to send: an old call says nothing that the schedule does not.
  SendPayrollChangesInvokeConfig: {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: {
      FunctionName: ref(payrollSender.lambdaId),
      Qualifier: '$LATEST',
      MaximumEventAgeInSeconds: 60,
      MaximumRetryAttempts: 0,
    },
  },
});

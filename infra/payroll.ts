// What only the payroll loop has: the order in which the sender's queue gives up.

import { ref, type Resources, type Stack } from './template.ts';

export const payrollResources = ({ payrollSender }: Stack): Resources => ({
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

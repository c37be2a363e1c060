// Wires the schedule of the payroll loop. DEPOSITS_TENANT_TABLE: whose tenants; DEPOSITS_PAYROLL_SENDER_FUNCTION: what is queued for each.

import { awsErrorFacts } from '../aws/aws-error.ts';
import { systemClock, type Clock } from '../platform/clock.ts';
import { requiredVariable } from '../platform/environment.ts';
import { createDynamoDbTenantDirectory } from '../tenants/dynamodb-tenant-directory.ts';
import type { TenantDirectory } from '../tenants/tenant-directory.ts';
import { wireSenderCall, type TellSender } from './announcer-runtime.ts';
import { wireLog } from './log-runtime.ts';
import { createTenantIdsCall } from './tenant-ids-runtime.ts';

export type PayrollQueueRuntime = {
  readonly clock: Clock;
  readonly directory: TenantDirectory;
  readonly tellSender: TellSender;
};

export const wirePayrollQueue = (): PayrollQueueRuntime => {
  const tableName = requiredVariable(process.env, 'DEPOSITS_TENANT_TABLE');
  const { log } = wireLog();
  return {
    clock: systemClock,
    directory: createDynamoDbTenantDirectory(createTenantIdsCall(process.env), tableName, (error) => {
      const { name, status } = awsErrorFacts(error);
      log('payroll.tenants.unread', { errorName: name, status });
    }),
    tellSender: wireSenderCall(log),
  };
};

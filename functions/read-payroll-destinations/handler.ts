import { createTenantHandler } from '#shared/runtime/direct-deposit-runtime';
import { readPayrollDestinations } from './read-payroll-destinations.ts';

export const handler = createTenantHandler(readPayrollDestinations);

// The payroll suite that the local stack runs; and any other, named by TEST_PAYROLL_SUITE_URL, TEST_PAYROLL_SUITE_KEY and
// TEST_PAYROLL_SUITE_EMPLOYEE.

import { startPayrollSuite, type LocalPayrollSuite } from '#local/payroll-suite/start-payroll-suite';
import { describePayrollSuite } from './payroll-suite.ts';

let local: LocalPayrollSuite | undefined;
afterAll(() => local?.stop());

describePayrollSuite('on this machine', async () => {
  local = await startPayrollSuite({ port: 0, tenants: [{ tenantId: 'acme', key: 'key' }] });
  return { url: local.url, key: 'key', employee: 'e-1001' };
});

const { TEST_PAYROLL_SUITE_URL: url, TEST_PAYROLL_SUITE_KEY: key = '' } = process.env;
if (url !== undefined && url !== '') {
  const employee = process.env['TEST_PAYROLL_SUITE_EMPLOYEE'] ?? 'e-1001';
  describePayrollSuite(url, () => Promise.resolve({ url, key, employee }));
}

// A suite whose key may have been replaced since it was read: when the key is refused, it is read anew, once, and used from then on.

import { fail } from '#shared/platform/result';
import type { PayrollSuite } from '#shared/payroll/payroll-suite';

/** @param renew undefined where the credential cannot be had */
export const renewingSuite = (
  first: PayrollSuite,
  renew: () => Promise<PayrollSuite | undefined>,
): PayrollSuite => {
  let renewing: Promise<PayrollSuite | undefined> | undefined;
  return {
    putSplit: async (message, deadline) => {
      const suite = (await renewing) ?? first;
      const answer = await suite.putSplit(message, deadline);
      if (answer.ok || answer.failure.kind !== 'key-refused' || suite !== first) return answer;
      renewing ??= renew();
      const renewed = await renewing;
      return renewed === undefined ? fail(answer.failure) : renewed.putSplit(message, deadline);
    },
  };
};

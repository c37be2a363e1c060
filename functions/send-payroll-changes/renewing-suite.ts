// A suite whose key may have been replaced since it was read: when the key is refused, it is read anew, once, and used from then on.

import { fail, type Result } from '#shared/platform/result';
import type { PayrollSuite, SuiteFailure } from '#shared/payroll/payroll-suite';

/** @param renew undefined where the credential cannot be had */
export const renewingSuite = (
  first: PayrollSuite,
  renew: () => Promise<PayrollSuite | undefined>,
): PayrollSuite => {
  let renewing: Promise<PayrollSuite | undefined> | undefined;

  const ask = async <T>(
    question: (suite: PayrollSuite) => Promise<Result<T, SuiteFailure>>,
  ): Promise<Result<T, SuiteFailure>> => {
    const suite = (await renewing) ?? first;
    const answer = await question(suite);
    if (answer.ok || answer.failure.kind !== 'key-refused' || suite !== first) return answer;
    renewing ??= renew();
    const renewed = await renewing;
    return renewed === undefined ? fail(answer.failure) : question(renewed);
  };

  return {
    putSplit: (message, deadline) => ask((suite) => suite.putSplit(message, deadline)),
    getCorrection: (answerId, deadline) => ask((suite) => suite.getCorrection(answerId, deadline)),
  };
};

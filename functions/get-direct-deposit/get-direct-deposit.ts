// GET …/direct-deposits/{directDepositId}: one direct deposit, today or on a day to come.

import { findDirectDeposit, requireEmployee } from '#shared/direct-deposits/find-direct-deposit';
import type { DirectDepositRoute } from '#shared/direct-deposits/direct-deposit-route';
import { answerUnlessKnown, itemTag, presentItem } from '#shared/direct-deposits/present-direct-deposit';
import { viewOnRequest } from '#shared/direct-deposits/view-on-request';
import { succeed } from '#shared/platform/result';

export const getDirectDeposit: DirectDepositRoute<never> = {
  name: 'get-direct-deposit',
  wants: 'read',
  query: ['on'],
  purposes: [],
  answer: async (request, store) => {
    const { employeeId, directDepositId, headers, caller } = request;
    const stored = await store.read(employeeId);
    if (!stored.ok) return stored;
    const employee = requireEmployee(stored.value);
    if (!employee.ok) return employee;
    const view = viewOnRequest(employee.value, request);
    if (!view.ok) return view;
    const item = findDirectDeposit(view.value, directDepositId);
    if (!item.ok) return item;

    const { sharedUses } = employee.value;
    return succeed(
      answerUnlessKnown(headers, itemTag(item.value, view.value), () =>
        presentItem(item.value, { caller, sharedUses, view: view.value }),
      ),
    );
  },
};

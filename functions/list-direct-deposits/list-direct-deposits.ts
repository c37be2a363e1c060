// GET …/direct-deposits: an employee's direct deposits by priority, today or on a day to come, and what waits.

import { requireEmployee } from '#shared/direct-deposits/find-direct-deposit';
import type { DirectDepositRoute } from '#shared/direct-deposits/direct-deposit-route';
import {
  answerUnlessKnown,
  listStateOf,
  listTag,
  presentDirectDeposits,
} from '#shared/direct-deposits/present-direct-deposit';
import { viewOnRequest } from '#shared/direct-deposits/view-on-request';
import { succeed } from '#shared/platform/result';

export const listDirectDeposits: DirectDepositRoute<never> = {
  name: 'list-direct-deposits',
  wants: 'read',
  query: ['on'],
  purposes: [],
  answer: async (request, store) => {
    const { employeeId, headers, caller } = request;
    const stored = await store.read(employeeId);
    if (!stored.ok) return stored;
    const employee = requireEmployee(stored.value);
    if (!employee.ok) return employee;
    const view = viewOnRequest(employee.value, request);
    if (!view.ok) return view;

    const { sharedUses } = employee.value;
    return succeed(
      answerUnlessKnown(headers, listTag(listStateOf(view.value)), () =>
        presentDirectDeposits({ caller, sharedUses, view: view.value }),
      ),
    );
  },
};

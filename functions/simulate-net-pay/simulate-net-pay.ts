// POST …/direct-deposits/simulate: how net pays are divided among the stored set, or among a proposed one, to the cent. The entity tag is the one
// of the list as it was read: who shows both knows whether they belong together.

import { simulateNetPayRequest } from '#shared/api-contract/direct-deposit-request';
import type { SimulationAnswer } from '#shared/api-contract/other-answers';
import { refuseUnreadable, requireEmployee } from '#shared/direct-deposits/find-direct-deposit';
import type { DirectDepositRoute } from '#shared/direct-deposits/direct-deposit-route';
import { listStateOf, listTag, tagHeader } from '#shared/direct-deposits/present-direct-deposit';
import { meanwhileOf, type SplitView } from '#shared/direct-deposits/split-view';
import { viewOnDay } from '#shared/direct-deposits/view-on-request';
import { payrollInForce } from '#shared/domain/effective-date';
import { isPaidByCheck } from '#shared/domain/payroll/prenote';
import { readProposedSplit } from '#shared/domain/read-proposed-split';
import {
  netPayReasons,
  readNetPays,
  simulateNetPay,
  type SimulatedItem,
} from '#shared/domain/simulate-net-pay';
import { finding } from '#shared/domain/rule';
import { readJsonBody } from '#shared/http/json-body';
import { jsonAnswer } from '#shared/http/responses';
import { fail, succeed } from '#shared/platform/result';

/** By check as long as its prenote has not passed when it is paid next. */
const toSimulatedItems = ({ items, timing, day }: SplitView): readonly SimulatedItem[] => {
  const payDate = payrollInForce(timing.calendar, day)?.payDate ?? day;
  return items.map(({ row }) => {
    const { id, allocation, status } = row;
    return { id, allocation, status, isByCheck: isPaidByCheck(row, payDate) };
  });
};

const meanwhileFor = (view: SplitView, id: string | null) => {
  const item = view.items.find(({ row }) => row.id === id);
  return item === undefined ? null : meanwhileOf(item, view);
};

export const simulateNetPays: DirectDepositRoute<never> = {
  name: 'simulate-net-pay',
  wants: 'read',
  purposes: [],
  answer: async (request, store) => {
    const body = readJsonBody(request, simulateNetPayRequest);
    if (!body.ok) return refuseUnreadable(store, request.employeeId, body.failure);
    const stored = await store.read(request.employeeId);
    if (!stored.ok) return stored;
    const employee = requireEmployee(stored.value);
    if (!employee.ok) return employee;

    const view = viewOnDay(employee.value, body.value.on);
    if (!view.ok) {
      return fail({ code: 'RULE_BROKEN', errors: [finding('effective.date', '/on', view.failure)] });
    }
    const stands = toSimulatedItems(view.value);
    const netPays = readNetPays(body.value.netPayCents, '/netPayCents');
    const items =
      body.value.items === undefined
        ? succeed(stands)
        : readProposedSplit(view.value.split, stands, body.value.items);
    if (!netPays.ok || !items.ok) {
      const errors = [...(netPays.ok ? [] : netPays.failure), ...(items.ok ? [] : items.failure)];
      return fail({ code: 'RULE_BROKEN', errors });
    }

    const results = netPays.value.map((netPayCents) => ({
      netPayCents,
      lines: simulateNetPay(items.value, netPayCents).map(
        ({ index, directDepositId, amountCents, reason }) => ({
          index,
          directDepositId,
          amountCents,
          reason,
          message: netPayReasons[reason],
          meanwhile: meanwhileFor(view.value, directDepositId),
        }),
      ),
    }));
    const shown: SimulationAnswer = { results };
    return succeed(jsonAnswer(200, shown, tagHeader(listTag(listStateOf(view.value)))));
  },
};

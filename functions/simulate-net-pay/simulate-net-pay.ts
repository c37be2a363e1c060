// POST …/direct-deposits/simulate: how net pays are divided among the stored set, or among a proposed one, to the cent.

import { simulateNetPayRequest } from '#shared/api-contract/direct-deposit-request';
import type { SimulationAnswer } from '#shared/api-contract/other-answers';
import { refuseUnreadable, requireEmployee } from '#shared/direct-deposits/find-direct-deposit';
import type { DirectDepositRoute } from '#shared/direct-deposits/direct-deposit-route';
import { readProposedSplit } from '#shared/domain/read-proposed-split';
import { netPayReasons, readNetPays, simulateNetPay } from '#shared/domain/simulate-net-pay';
import { readJsonBody } from '#shared/http/json-body';
import { jsonAnswer } from '#shared/http/responses';
import { fail, succeed } from '#shared/platform/result';

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

    const { split } = employee.value;
    const netPays = readNetPays(body.value.netPayCents, '/netPayCents');
    const items =
      body.value.items === undefined ? succeed(split.items) : readProposedSplit(split, body.value.items);
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
        }),
      ),
    }));
    const shown: SimulationAnswer = { results };
    return succeed(jsonAnswer(200, shown));
  },
};

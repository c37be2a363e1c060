// Where the campaign is played: something that answers requests, employees whose rows may change, and outsiders whose may not.

import { parsedJson, textIn } from '../../json-members.ts';
import type { LineWatch } from '../forbidden-text.ts';
import type { Outsider, Outsiders } from '../resolve-plan.ts';
import type { Send } from '../wire.ts';

export type Ground = {
  readonly name: string;
  readonly send: Send;
  readonly employees: readonly string[];
  readonly outsiders: Outsiders;
  /** The same text as long as nothing of the outsiders changed. */
  readonly digestOutsiders: () => Promise<string>;
  /** What is wrong with the audit of the employees' tenant. */
  readonly auditFaults: () => Promise<readonly string[]>;
  readonly watch: LineWatch;
  readonly stop: () => Promise<void>;
};

export const payrollOf = (tenant: string) => ({
  tenant_id: tenant,
  roles: '[payroll-admin]',
  sub: 'payroll',
  auth_time: String(Math.floor(Date.now() / 1_000)),
});

/** Gives an outsider two direct deposits, whose name would give them away. */
export const settleOutsider = async (send: Send, tenant: string, employee: string): Promise<Outsider> => {
  const items: string[] = [];
  for (const [index, allocation] of [{ kind: 'remainder' }, { kind: 'fixed', amountCents: 700 }].entries()) {
    const body = {
      nickname: 'Canary of an outsider',
      accountType: 'checking',
      routingNumber: '021000021',
      accountNumber: `55510000${index}`,
      allocation,
    };
    const answer = await send({
      route: 'create',
      employee,
      claims: payrollOf(tenant),
      headers: { 'content-type': 'application/json' },
      query: {},
      body: Buffer.from(JSON.stringify(body)),
      isBase64Encoded: false,
    });
    const id = textIn(parsedJson(answer.text), 'id');
    if (id === undefined) throw new Error(`an outsider's direct deposit was answered ${answer.status}`);
    items.push(id);
  }
  return { employee, items };
};

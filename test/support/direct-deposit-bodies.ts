// Bodies of direct deposits that the API takes, and employees who have them.

import type { Answer, Container, DepositsWorld } from './deposits-world.ts';

export const remainder = {
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber: '1000000001',
  allocation: { kind: 'remainder' },
};
export const fixed = {
  accountType: 'savings',
  routingNumber: '011000015',
  accountNumber: '2000000002',
  allocation: { kind: 'fixed', amountCents: 50_000 },
};
export const percentage = (basisPoints: number, accountNumber: string) => ({
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber,
  allocation: { kind: 'percentage', basisPoints },
});

/** Makes employees with the given direct deposits, each created through the API in this order. */
export const employeesWith =
  (world: () => DepositsWorld, api: () => Container) =>
  async (...bodies: object[]): Promise<{ employee: string; created: Answer[] }> => {
    const employee = await world().newEmployee();
    const created: Answer[] = [];
    for (const body of bodies) {
      const answer = await api().create({ employee, body });
      expect(answer.status).toBe(201);
      created.push(answer);
    }
    return { employee, created };
  };

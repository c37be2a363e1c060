// What the journeys have in common: one stack for a file of tests, browsers that are closed after each, and how an account is entered.

import type { Page } from 'playwright-core';
import { startPageWorld, type PageWorld, type Visit } from '#test/support/page-world';

export type Pages = Pick<PageWorld, 'signIn' | 'visit'> & {
  readonly apiUrl: () => string;
  readonly issuerPort: () => number;
  /** Of the stack. */
  readonly pid: () => number;
};

/** Browsers of their own, for as long as the test lasts, in front of one stack. */
export const usePages = (): Pages => {
  let world: PageWorld;
  const visits: Visit[] = [];
  beforeAll(async () => {
    world = await startPageWorld();
  }, 120_000);
  afterAll(() => world?.stop(), 30_000);
  afterEach(async () => {
    await Promise.all(visits.splice(0).map(({ context }) => context.close()));
  });
  const kept = async (coming: Promise<Visit>): Promise<Visit> => {
    const visit = await coming;
    visits.push(visit);
    return visit;
  };
  return {
    signIn: (...parameters) => kept(world.signIn(...parameters)),
    visit: (options) => kept(world.visit(options)),
    apiUrl: () => world.stack.apiUrl,
    issuerPort: () => world.stack.ports.issuer,
    pid: () => world.stack.child.pid ?? 0,
  };
};

export const usePage = (): Pages['signIn'] => usePages().signIn;

export const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

/** In the dialog that is open. */
export const fillAccount = async (
  page: Page,
  routingNumber: string,
  accountNumber: string,
): Promise<void> => {
  await field(page, 'Routing number').fill(routingNumber);
  await field(page, 'Account number').fill(accountNumber);
  await field(page, 'Account number, once more').fill(accountNumber);
};

export const saveFirstAccount = async (page: Page, accountNumber: string): Promise<void> => {
  await button(page, 'Add an account').click();
  await fillAccount(page, '021000021', accountNumber);
  await button(page, 'OK').click();
  await button(page, 'Save').click();
  await page.getByRole('heading', { name: 'Saved' }).waitFor();
};

// Steps on the page that journeys have in common.

import type { Page } from 'playwright-core';

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

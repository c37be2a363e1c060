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

/** @param more what else is entered before the form is taken over */
export const enterAccount = async (
  page: Page,
  routingNumber: string,
  accountNumber: string,
  more: () => Promise<void> = () => Promise.resolve(),
): Promise<void> => {
  await button(page, 'Add an account').click();
  await fillAccount(page, routingNumber, accountNumber);
  await more();
  await button(page, 'OK').click();
};

export const save = async (page: Page): Promise<void> => {
  await button(page, 'Save').click();
  await page.getByRole('heading', { name: 'Saved' }).waitFor();
};

export const findEmployee = async (page: Page, search: string, name: string): Promise<void> => {
  await page.getByRole('searchbox').fill(search);
  await page.locator('.people button', { hasText: name }).click();
  await page.getByRole('heading', { name: `Where the pay of ${name} goes` }).waitFor();
};

export const saveFirstAccount = async (page: Page, accountNumber: string): Promise<void> => {
  await enterAccount(page, '021000021', accountNumber);
  await save(page);
};

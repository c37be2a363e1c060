// Every state of the page that a person may come upon, played against the local stack: the employee's, payroll's, and what goes wrong.

import * as v from 'valibot';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import {
  button,
  enterAccount,
  field,
  fillAccount,
  findEmployee,
  save,
  saveFirstAccount,
} from '../../test/support/page-steps.ts';
import type { PageWorld } from '../../test/support/page-world.ts';
import { suiteOf } from '../../test/support/suite-requests.ts';
import { until } from '../../local/until.ts';

/** Keeps a picture of what is seen. */
export type Shoot = (page: Page, name: string, shows: string) => Promise<void>;

type Scene = (world: PageWorld, shoot: Shoot) => Promise<void>;

const phone: BrowserContextOptions = {
  viewport: { width: 360, height: 700 },
  hasTouch: true,
  isMobile: true,
};

const heading = (page: Page, name: string): Locator => page.getByRole('heading', { name });

/** Divided among three. */
const saveThree = async (page: Page): Promise<void> => {
  await enterAccount(page, '021000021', '1000000017', () =>
    field(page, 'Name of your own (optional)').fill('Everyday'),
  );
  await enterAccount(page, '011000015', '2000000023', async () => {
    await page.getByText('A fixed amount of each pay').click();
    await field(page, 'Amount').fill('650');
    await field(page, 'Name of your own (optional)').fill('Rent');
  });
  await enterAccount(page, '322271627', '3000000039', async () => {
    await field(page, 'Percentage').fill('15');
    await field(page, 'Name of your own (optional)').fill('Holiday');
  });
  await page.getByText('$1,050.00').waitFor();
};

const signingIn: Scene = async ({ visit, stack }, shoot) => {
  const { page } = await visit();
  await page.goto(`${stack.apiUrl}/`);
  await heading(page, 'Sign in to the demo').waitFor();
  await shoot(page, 'sign-in', 'The local issuer: sign in as one of the demo’s people');
  await page.route('**/.well-known/openid-configuration', (route) => route.abort());
  await page.goto(`${stack.apiUrl}/`);
  await heading(page, 'does not answer').waitFor();
  await shoot(page, 'sign-in-trouble', 'The issuer does not answer');
};

const employee: Scene = async ({ signIn, stack }, shoot) => {
  const { page, context } = await signIn('Ada Alvarez', 'acme');
  await page.getByText('You have no direct deposit yet').waitFor();
  await shoot(page, 'none', 'No direct deposit yet');
  await button(page, 'Add an account').click();
  await fillAccount(page, '021000021', '1000000017');
  await shoot(page, 'form', 'An account in its form, its bank named');
  await field(page, 'Routing number').fill('021000022');
  await field(page, 'Account number, once more').fill('1000000018');
  await button(page, 'OK').click();
  await shoot(page, 'findings', 'Rules, each beside its field');
  await page.keyboard.press('Escape');
  await saveThree(page);
  await shoot(page, 'change', 'The whole set in a draft, and what would happen');
  await save(page);
  await page.getByText('$1,050.00').waitFor();
  await button(page, 'Show the history').click();
  await page.locator('.history li').first().waitFor();
  await shoot(page, 'saved', 'Saved, with its receipt and the history');
  await button(page, 'Close').click();
  await button(page, 'Hide the history').click();
  await shoot(page, 'start', 'Where the pay goes');
  await button(page, 'Español').click();
  await heading(page, 'A dónde va su pago').waitFor();
  await shoot(page, 'start-spanish', 'In Spanish');

  for (const colorScheme of ['light', 'dark'] as const) {
    const small = await signIn('Ada Alvarez', 'acme', { ...phone, colorScheme });
    await small.page.getByText('$1,050.00').waitFor();
    await shoot(small.page, `phone-${colorScheme}`, `On a phone, ${colorScheme}`);
    await button(small.page, 'Change').tap();
    await small.page.getByText('$1,050.00').waitFor();
    await shoot(small.page, `phone-change-${colorScheme}`, `Changing it on a phone, ${colorScheme}`);
    await small.context.close();
  }

  await button(page, 'English').click();
  await button(page, 'Change').click();
  await button(page, 'Move Holiday up').click();
  await page.getByText('$1,050.00').waitFor();
  await context.setOffline(true);
  await button(page, 'Save').click();
  await page.getByText('There was no answer.').waitFor();
  await shoot(page, 'no-answer', 'No answer: nothing is lost');
  await context.setOffline(false);
  await button(page, 'Remove: Holiday').click();
  await enterAccount(page, '011401533', '4000000047', () => field(page, 'Percentage').fill('5'));
  await page.reload();
  await page.getByText('Your changes from before are here.').waitFor();
  await shoot(page, 'restored', 'A draft after a reload: account numbers are never kept');
  await button(page, 'Cancel').click();

  const other = await context.newPage();
  await other.goto(`${stack.apiUrl}/`);
  for (const [tab, to] of [
    [page, 'Flat'],
    [other, 'House'],
  ] as const) {
    await button(tab, 'Change').click();
    await button(tab, 'Edit: Rent').click();
    await field(tab, 'Name of your own (optional)').fill(to);
    await button(tab, 'OK').click();
  }
  await save(other);
  await button(page, 'Save').click();
  await heading(page, 'changed meanwhile').waitFor();
  await shoot(page, 'conflict', 'Somebody saved meanwhile: both versions, and what they make together');
};

const waiting: Scene = async ({ signIn, stack }, shoot) => {
  const askSuite = suiteOf(stack);
  // It would send the prenote, and the change would count.
  await askSuite('/webhooks/hold');
  const { page } = await signIn('Nia Novak', 'initech');
  await saveFirstAccount(page, '5000000054');
  await page.getByText('Changes on their way').waitFor();
  await button(page, 'Take back').click();
  await page.getByText('Take this change back?').waitFor();
  await shoot(page, 'waiting', 'A change that waits for its day, about to be taken back');
  await askSuite('/webhooks/release');
};

const payroll: Scene = async ({ signIn }, shoot) => {
  const { page } = await signIn('Paula Payroll', 'globex');
  await page.getByText('Nothing is on hold.').waitFor();
  await page.getByRole('searchbox').fill('nobody');
  await page.getByText('Nobody is found.').waitFor();
  await shoot(page, 'payroll-none', 'Nobody is found, nothing is on hold');
  for (const name of ['Gus Grant', 'Hana Holm', 'Ivo Ilic']) {
    await findEmployee(page, name.slice(0, 3), name);
    await saveFirstAccount(page, '6000000061');
    await button(page, 'Back to all employees').click();
  }
  await button(page, 'Release').click();
  await page.getByText('You asked for this change yourself').waitFor();
  await page.getByRole('searchbox').fill('');
  await button(page, 'Jo Jensen').waitFor();
  await shoot(page, 'payroll', 'Payroll: what is on hold, and why it takes a second person');
  await findEmployee(page, 'Ivo', 'Ivo Ilic');
  await button(page, 'Show number').first().click();
  await page.getByLabel('Why do you look?').waitFor();
  await shoot(page, 'reveal', 'Whoever looks at a whole number says why');
};

const becomes = async (holds: () => Promise<boolean>): Promise<void> => {
  if (!(await until(holds))) throw new Error('The payroll suite has not come to that in time');
};

const shownItems = v.object({
  items: v.array(v.object({ id: v.string(), explanation: v.object({ nextDate: v.string() }) })),
});

/** The payroll is posted, and the bank returns the entry: no account. */
const rejected: Scene = async ({ signIn, stack }, shoot) => {
  const { page } = await signIn('Ben Brook', 'acme');
  await saveFirstAccount(page, '7000000073');
  const [listed] = await Promise.all([
    page.waitForResponse(
      (response) => response.request().method() === 'GET' && response.url().endsWith('/direct-deposits'),
    ),
    page.reload(),
  ]);
  const { items } = v.parse(shownItems, await listed.json());
  const askSuite = suiteOf(stack);
  const [{ id, explanation } = { id: '', explanation: { nextDate: '' } }] = items;
  await askSuite(`/pay-groups/biweekly/payrolls/${explanation.nextDate}/post`);
  // The suite takes the payroll, then the bank's answer to an entry of it, in its own time.
  await becomes(async () => (await askSuite(`/direct-deposits/${id}/bank-answer`, '{"code":"R03"}')) === 202);
  await becomes(async () => {
    await page.reload();
    await button(page, 'Change').waitFor();
    return (await page.getByText('Rejected by the bank').count()) > 0;
  });
  await page.getByText('waits: the bank rejected').waitFor();
  await shoot(page, 'rejected', 'The bank returned an entry: the account is rejected');
};

const documentation: Scene = async ({ visit, stack }, shoot) => {
  const { page } = await visit();
  await page.goto(`${stack.apiUrl}/api/docs`);
  await page.locator('.opblock').first().waitFor();
  await shoot(page, 'api-docs', 'The API, to read and to try');
};

export const scenes = {
  signingIn,
  employee,
  waiting,
  payroll,
  rejected,
  documentation,
} satisfies Record<string, Scene>;

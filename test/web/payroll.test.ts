// The administrator's journey on the page: find an employee, see and change where the pay goes, release what is held as a second person.

import { lookOver } from '#test/support/look-over';
import { button, field, findEmployee, saveFirstAccount } from '#test/support/page-steps';
import { usePages } from './use-pages.ts';

const { signIn } = usePages();

test('finds an employee by a part of the name, and changes where the pay goes', async () => {
  const { page, complaints } = await signIn('Paula Payroll', 'acme');
  await page.getByRole('searchbox').fill('nobody');
  await page.getByText('Nobody is found.').waitFor();
  expect(await lookOver(page)).toEqual([]);
  await findEmployee(page, 'alva', 'Ada Alvarez');
  await saveFirstAccount(page, '1000000017');
  await page.getByText('ending in 0017').first().waitFor();
  await button(page, 'Back to all employees').click();
  await page.getByText('Nothing is on hold.').waitFor();
  expect(complaints).toEqual([]);
});

test('what is held is released by another person than the one who asked for it', async () => {
  const shared = '2000000023';
  const first = await signIn('Paula Payroll', 'globex');
  for (const name of ['Gus Grant', 'Hana Holm', 'Ivo Ilic']) {
    await findEmployee(first.page, name.slice(0, 3), name);
    await saveFirstAccount(first.page, shared);
    await button(first.page, 'Back to all employees').click();
  }
  await first.page.getByText('Four eyes').waitFor();
  expect(await lookOver(first.page)).toEqual([]);
  await button(first.page, 'Release').click();
  await first.page.getByText('You asked for this change yourself').waitFor();

  await button(first.page, 'Ivo Ilic').last().click();
  // All of it would go there, and goes nowhere yet.
  await first.page.getByText('waits until it is released').waitFor();
  await field(first.page, 'Take-home pay of Ivo Ilic').waitFor();

  const second = await signIn('Pete Payroll', 'globex');
  await second.page.getByText('Ivo Ilic').first().waitFor();
  await button(second.page, 'Release').click();
  await second.page.getByText('Nothing is on hold.').waitFor();
  expect([...first.complaints, ...second.complaints]).toEqual([]);
});

test('who may only look changes and releases nothing', async () => {
  const { page } = await signIn('Vera Viewer', 'globex');
  await findEmployee(page, 'gus', 'Gus Grant');

  expect(await button(page, /^(?:Change|Add an account)$/).count()).toBe(0);
  expect(await button(page, 'Release').count()).toBe(0);
});

test('an employee’s accounts and how they divide the pay come in one round trip', async () => {
  const { page } = await signIn('Vera Viewer', 'globex');
  await findEmployee(page, 'gus', 'Gus Grant');
  await button(page, 'Back to all employees').click();
  await page.getByRole('searchbox').fill('hana');
  await button(page, 'Hana Holm').waitFor();
  const asked: string[] = [];
  let ask: (() => void) | undefined;
  const areBothAsked = new Promise<void>((resolve) => {
    ask = resolve;
  });
  // Each is answered when both are on their way: one that waited for the other would never be.
  await page.route('**/api/**', async (route) => {
    asked.push(new URL(route.request().url()).pathname);
    if (asked.length === 2) ask?.();
    await areBothAsked;
    await route.continue();
  });
  await button(page, 'Hana Holm').click();
  await page.getByText('$2,000.00').waitFor();

  expect(asked.toSorted()).toEqual([
    '/api/employees/e-1002/direct-deposits',
    '/api/employees/e-1002/direct-deposits/simulate',
  ]);
});

// Around one account: its bank's name, its whole number for one who signed in a moment ago, a change that is taken back, and names that are hostile.

import type { Page } from 'playwright-core';
import { readPeerVectors, skippedPeerVectors } from '../campaigns/hostile-http/peer-vectors.ts';
import { findCanaries } from '#test/support/find-canaries';
import { lookOver } from '#test/support/look-over';
import { button, field, fillAccount, saveFirstAccount } from '#test/support/page-steps';
import { usePages } from './use-pages.ts';

const pages = usePages();

test('names the bank of a routing number, as it is typed and afterwards', async () => {
  const { page, complaints } = await pages.signIn('Ada Alvarez', 'acme');
  await button(page, 'Add an account').click();
  await field(page, 'Routing number').fill('02100002');
  expect(await page.getByText('JPMorgan Chase').count()).toBe(0);
  await fillAccount(page, '021000021', '1000000017');
  await page.getByRole('dialog').getByText('JPMorgan Chase').waitFor();
  await button(page, 'OK').click();
  await button(page, 'Save').click();
  await page.getByText('021000021 (JPMorgan Chase)').waitFor();
  expect(complaints).toEqual([]);
});

test('shows a whole account number to one who signs in again, and lets go of it', async () => {
  const number = '2000000023';
  const { page, complaints } = await pages.signIn('Paula Payroll', 'acme');
  await page.getByRole('searchbox').fill('ben');
  await button(page, 'Ben Brook').click();
  await saveFirstAccount(page, number);
  // As if she had signed in an hour ago: the API's token says so, and the API believes its issuer.
  await page.route(
    '**/token',
    async (route) => {
      const answer = await route.fetch();
      const tokens = (await answer.json()) as { access_token: string };
      const [, payload = ''] = tokens.access_token.split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { auth_time: number };
      const old = await fetch(new URL('/token', route.request().url()), {
        method: 'POST',
        body: JSON.stringify({ ...claims, auth_time: claims.auth_time - 3_600 }),
      });
      const { token } = (await old.json()) as { token: string };
      await route.fulfill({ response: answer, json: { ...tokens, access_token: token } });
    },
    { times: 1 },
  );
  await page.reload();
  await page.getByRole('searchbox').fill('ben');
  await button(page, 'Ben Brook').click();
  const show = button(page, 'Show number: Checking account ending in 0023');
  await show.click();
  await page.getByLabel('Why do you look?').selectOption('The bank asked');
  expect(await lookOver(page)).toEqual([]);
  await button(page, 'Show number').first().click();
  await page.getByText('you have to sign in again').waitFor();
  expect(await lookOver(page)).toEqual([]);
  expect(await page.getByText(number).count()).toBe(0);

  await button(page, 'Sign in again').click();
  // The issuer asks again, although it knows this browser.
  await page.getByRole('heading', { name: 'Sign in to the demo' }).waitFor();
  await page.getByRole('button', { name: 'Paula Payroll' }).first().click();
  await show.waitFor();
  await page.getByRole('heading', { name: 'Where the pay of Ben Brook goes' }).waitFor();
  expect(await show.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByLabel('Why do you look?').selectOption('The bank asked');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText(number).waitFor();
  expect(await lookOver(page)).toEqual([]);
  await button(page, 'Show the history').click();
  await page
    .locator('.history li', { hasText: 'Account number shown' })
    .getByText('The bank asked')
    .waitFor();

  await button(page, 'Hide number').click();
  const inPage = await page.evaluate(() =>
    JSON.stringify([document.documentElement.outerHTML, { ...sessionStorage }, location.href, history.state]),
  );
  expect(findCanaries(inPage, [number])).toEqual([]);
  expect(complaints).toEqual([]);
}, 60_000);

test('amounts are typed as the page writes them, whatever the browser’s own language', async () => {
  const { page } = await pages.signIn('Eve Endo', 'acme', { locale: 'de-DE' });
  await button(page, 'Add an account').click();
  await fillAccount(page, '021000021', '6000000061');
  await button(page, 'OK').click();
  await button(page, 'Add an account').click();
  await fillAccount(page, '011000015', '6000000078');
  await page.getByText('A fixed amount of each pay').click();
  await field(page, 'Amount').fill('1,250.50');
  await button(page, 'OK').click();
  await page.getByText('$1,250.50 of each pay').first().waitFor();

  // And the other way round: what the page writes in Spanish.
  await button(page, 'Español').click();
  await page.getByText('$1,250.50 de cada pago').first().waitFor();
});

/** An account that counts from a day on that is far away. */
const addForLater = async (employeeId: string, accountNumber: string): Promise<void> => {
  const claims = { tenant_id: 'globex', roles: ['payroll-admin'], sub: 'globex-payroll-1' };
  const signed = await fetch(`http://127.0.0.1:${pages.issuerPort()}/token`, {
    method: 'POST',
    body: JSON.stringify(claims),
  });
  const { token } = (await signed.json()) as { token: string };
  const added = await fetch(`${pages.apiUrl()}/api/employees/${employeeId}/direct-deposits`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      accountType: 'checking',
      routingNumber: '021000021',
      accountNumber,
      accountNumberConfirm: accountNumber,
      allocation: { kind: 'remainder' },
      effectiveOn: new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10),
    }),
  });
  expect([added.status, await added.text()]).toEqual([201, expect.anything()]);
};

const takeBack = async (page: Page): Promise<void> => {
  await button(page, 'Take back').click();
  await button(page, 'Yes, take it back').click();
};

test('takes back a change that waits, after asking', async () => {
  await addForLater('e-1001', '3000000039');
  const { page, complaints } = await pages.signIn('Gus Grant', 'globex');
  await page.getByText('Changes on their way').waitFor();
  await button(page, 'Take back').click();
  await page.getByText('Take this change back?').waitFor();
  expect(await lookOver(page)).toEqual([]);
  await button(page, 'No').click();
  await takeBack(page);
  await page.getByText('Changes on their way').waitFor({ state: 'detached' });
  await button(page, 'Show the history').click();
  await page.getByText('Change cancelled').waitFor();
  expect(complaints).toEqual([]);
});

test('says so when a change counts already, and shows how it stands', async () => {
  await addForLater('e-1002', '3000000047');
  const [first, second] = [
    await pages.signIn('Hana Holm', 'globex'),
    await pages.signIn('Hana Holm', 'globex'),
  ];
  await second.page.getByText('Changes on their way').waitFor();
  await takeBack(first.page);
  await first.page.getByText('Changes on their way').waitFor({ state: 'detached' });

  await takeBack(second.page);
  await second.page.getByText('was not waiting any more').waitFor();
  await second.page.getByText('Changes on their way').waitFor({ state: 'detached' });
  expect(await lookOver(second.page)).toEqual([]);
});

test('is read aloud as it is seen', async () => {
  const { page } = await pages.signIn('Cleo Chen', 'acme');
  await saveFirstAccount(page, '4000000047');
  const tree = await page.getByRole('main').ariaSnapshot();

  for (const part of [
    '- heading "Where your pay goes" [level=1]',
    '- textbox "Your take-home pay"',
    '- img "Your take-home pay divided among your accounts"',
    '- heading "Checking account ending in 0047" [level=2]',
    'Active',
    'button "Show number: Checking account ending in 0047"',
    '- button "Change"',
    '- heading "History" [level=2]',
  ])
    expect(tree).toContain(part);
  await button(page, 'Change').click();
  await button(page, 'Add an account').click();
  const form = await page.getByRole('dialog').ariaSnapshot();
  for (const part of [
    '- dialog "Add an account"',
    '- radiogroup "Kind of account"',
    '- radio "Checking account" [checked]',
    '- textbox "Account number, once more"',
    '- button "OK"',
  ])
    expect(form).toContain(part);
});

/** Takes each string for the account's name; what is no name is said, what is one is shown as it is. */
const tryNames = async (
  page: Page,
  names: readonly string[],
): Promise<{ shown: number; refused: number }> => {
  let [shown, refused] = [0, 0];
  for (const name of names) {
    await button(page, /^Edit/).click();
    const input = field(page, 'Name of your own (optional)');
    await input.fill(name);
    // The browser's own field has no line breaks.
    const typed = await input.inputValue();
    await button(page, 'OK').click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor({ state: 'detached', timeout: 300 }).catch(() => undefined);
    if ((await dialog.count()) > 0) {
      await dialog.locator('.finding').first().waitFor();
      refused += 1;
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      continue;
    }
    const text = (await page.locator('.accounts h2').first().textContent()) ?? '';
    if (typed !== '') expect(text.trim()).toBe(typed.trim());
    shown += 1;
  }
  return { shown, refused };
};

const own = [
  '"><img src=x onerror=alert(1)>',
  '<style>*{display:none}</style>',
  '{{7*7}}${7*7}',
  'javascript:alert(1)',
  '\u202Etest\u202C',
  '𝓗𝓸𝓵𝓲𝓭𝓪𝔂 👩‍👩‍👧‍👦',
  'العربية',
  "'; DROP TABLE DirectDeposit; --",
  '\u0000\u0007',
  'Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮',
];
const folder = process.env['DEPOSITS_PEER_VECTORS'];
if (folder === undefined || folder === '') console.warn(skippedPeerVectors);
const names = folder === undefined || folder === '' ? own : [...own, ...readPeerVectors(folder).strings];

test(
  `${names.length} hostile names run nothing, break no policy and are shown as they are`,
  async () => {
    const { page, complaints } = await pages.signIn('Dan Diaz', 'acme');
    let dialogs = 0;
    page.on('dialog', (dialog) => {
      dialogs += 1;
      void dialog.dismiss();
    });
    await saveFirstAccount(page, '5000000054');
    await button(page, 'Change').click();
    const { shown, refused } = await tryNames(page, names);

    expect(shown + refused).toBe(names.length);
    expect(shown).toBeGreaterThan(5);
    expect(dialogs).toBe(0);
    expect(await page.locator('main img, main script, main style, main iframe').count()).toBe(0);
    expect(complaints).toEqual([]);
    // A policy that is broken is heard of.
    await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<p style="color:red">'));
    expect(complaints).toContainEqual(expect.stringContaining('Content Security Policy') as string);
  },
  60_000 + names.length * 2_000,
);

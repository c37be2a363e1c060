// An employee's journey on the page, in a browser, against the stack as a person starts it.

import type { Page } from 'playwright-core';
import { until } from '#local/until';
import { findCanaries } from '#test/support/find-canaries';
import { lookOver } from '#test/support/look-over';
import { button, field, fillAccount, saveFirstAccount } from '#test/support/page-steps';
import { usePages } from './use-pages.ts';

const { signIn, askSuite } = usePages();

const textsOf = (page: Page, selector: string): Promise<string[]> => page.locator(selector).allInnerTexts();

test('adds an account, divides the pay, sees what would happen, saves it once and finds it in the history', async () => {
  const { page, complaints } = await signIn('Ada Alvarez', 'acme');
  await page.getByText('You have no direct deposit yet').waitFor();

  await button(page, 'Add an account').click();
  await fillAccount(page, '021000021', '1000000017');
  await field(page, 'Account number, once more').fill('1000000018');
  await button(page, 'OK').click();
  await page.getByText('The account number and its repetition differ.').waitFor();
  await field(page, 'Account number, once more').fill('1000000017');
  await button(page, 'OK').click();

  await button(page, 'Add an account').click();
  await fillAccount(page, '011000015', '2000000023');
  await page.getByText('A fixed amount of each pay').click();
  await field(page, 'Amount').fill('250.50');
  await field(page, 'Name of your own (optional)').fill('Rent');
  await button(page, 'OK').click();

  await field(page, 'Your take-home pay').fill('1,000.00');
  await page.getByText('$749.50').waitFor();
  expect((await textsOf(page, '.lines li')).map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
    expect.stringContaining('$250.50 its whole share') as string,
    expect.stringContaining('$749.50 all that is left') as string,
  ]);
  await button(page, 'Save').click();
  await page.getByRole('heading', { name: 'Saved' }).waitFor();
  await page.getByText(/It counts from the pay on .* on\./).waitFor();
  await page.getByText(/^Receipt \d+/).waitFor();
  expect(await textsOf(page, '.accounts h2')).toEqual(['Rent', 'Checking account ending in 0017']);

  await button(page, 'Show the history').click();
  await page.getByText('Divided anew').waitFor();
  expect(await lookOver(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('changes the order, a share and removes an account by keyboard alone', async () => {
  const { page, complaints } = await signIn('Ben Brook', 'acme');
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  /** Goes on until the focus is where it is named so. */
  const tabTo = async (name: string): Promise<void> => {
    for (let steps = 0; steps < 40; steps += 1) {
      await press('Tab');
      const focused = await page.evaluate(() => {
        const { activeElement: element } = document;
        const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined;
        return element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? '';
      });
      if (focused === name) return;
    }
    throw new Error(`The keyboard does not come to ${name}`);
  };
  const type = (text: string): Promise<void> => page.keyboard.type(text);
  const addAccount = async (number: string, percentage: string | undefined): Promise<void> => {
    await tabTo('Add an account');
    await press('Enter');
    await page.getByRole('dialog').waitFor();
    // The dialog begins at its first number.
    await type('021000021');
    await press('Tab');
    await type(number);
    await press('Tab');
    await type(number);
    if (percentage !== undefined) {
      await tabTo('Percentage');
      await type(percentage);
    }
    await press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };

  await tabTo('Add an account');
  await press('Enter');
  await page.getByRole('dialog').waitFor();
  await type('021000021');
  await press('Tab');
  await type('3000000031');
  await press('Tab');
  await type('3000000031');
  await press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await addAccount('3000000032', '10');
  await addAccount('3000000033', '20');
  const order = (): Promise<string[]> => textsOf(page, '.accounts h2');
  const endings = async (): Promise<string[]> => (await order()).map((text) => /\d{4}/.exec(text)?.[0] ?? '');
  expect(await endings()).toEqual(['0032', '0033', '0031']);

  await page.getByRole('row').first().focus();
  await press('ArrowDown', 'ArrowRight', 'ArrowRight');
  await press('Enter');
  await expect(endings()).resolves.toEqual(['0033', '0032', '0031']);

  await tabTo('Save');
  await press('Enter');
  await page.getByRole('heading', { name: 'Saved' }).waitFor();
  expect(complaints).toEqual([]);
});

test('keeps what was typed when somebody else saved first: both versions are shown, and the own one goes on top', async () => {
  const first = await signIn('Cleo Chen', 'acme');
  await saveFirstAccount(first.page, '4000000041');
  const second = await signIn('Cleo Chen', 'acme');
  for (const { page } of [first, second]) {
    await button(page, 'Change').click();
    await button(page, /^Edit/).click();
  }
  await field(second.page, 'Name of your own (optional)').fill('Hers');
  await button(second.page, 'OK').click();
  await button(second.page, 'Save').click();
  await second.page.getByRole('heading', { name: 'Saved' }).waitFor();

  await field(first.page, 'Name of your own (optional)').fill('Mine');
  await button(first.page, 'OK').click();
  await button(first.page, 'Save').click();
  await first.page.getByRole('heading', { name: 'Your direct deposit was changed meanwhile' }).waitFor();
  const clash = 'Changed by both; yours would stand.';
  expect(await textsOf(first.page, '.versions li')).toEqual([
    `Hers: All that is left ${clash}`,
    `Mine: All that is left ${clash}`,
    `Mine: All that is left ${clash}`,
  ]);
  expect(await lookOver(first.page)).toEqual([]);
  await button(first.page, 'Keep my changes and look again').click();
  await button(first.page, 'Save').click();
  await first.page.getByRole('heading', { name: 'Saved' }).waitFor();
  expect(await textsOf(first.page, '.accounts h2')).toEqual(['Mine']);
});

test('a lost answer is asked for again under the same key: it is saved once', async () => {
  const { page } = await signIn('Dan Diaz', 'acme');
  await button(page, 'Add an account').click();
  await fillAccount(page, '021000021', '5000000059');
  await button(page, 'OK').click();
  const keys: (string | undefined)[] = [];
  let losses = 1;
  // The request reaches the API; its answer does not come back.
  await page.route('**/direct-deposits', async (route) => {
    if (route.request().method() !== 'PUT') return route.continue();
    keys.push(route.request().headers()['idempotency-key']);
    if (losses === 0) return route.continue();
    losses -= 1;
    await route.fetch();
    return route.abort('connectionreset');
  });

  await button(page, 'Save').click();
  await page.getByText('There was no answer.').waitFor();
  expect(await lookOver(page)).toEqual([]);
  await button(page, 'Save').click();
  await page.getByRole('heading', { name: 'Saved' }).waitFor();

  expect(keys).toHaveLength(2);
  expect(keys[0]).toBe(keys[1]);
  await button(page, 'Show the history').click();
  await page.locator('.history li').first().waitFor();
  expect(await page.locator('.history li').count()).toBe(1);
});

test('a rule that only the API knows is said, and what was typed is there', async () => {
  const { page } = await signIn('Eve Endo', 'acme');
  // Her payroll is being posted.
  await button(page, 'Add an account').click();
  await fillAccount(page, '021000021', '6000000061');
  await button(page, 'OK').click();
  await button(page, 'Save').click();

  await page.getByRole('alert').waitFor();
  await page.getByText('The payroll is being posted; nothing can change until that is done.').waitFor();
  expect(await page.getByRole('row').count()).toBe(1);
  await page.getByText('ending in 0061').first().waitFor();
});

test('an account number is nowhere but in the field where it is typed', async () => {
  const { page, context, complaints } = await signIn('Gus Grant', 'globex');
  const number = '7000000073';
  const lines: string[] = [];
  page.on('console', (message) => lines.push(message.text()));
  const urls: string[] = [];
  const bodies: string[] = [];
  page.on('request', (request) => {
    urls.push(request.url());
    // The one request that saves it carries it.
    if (request.method() !== 'PUT') bodies.push(request.postData() ?? '');
  });

  await saveFirstAccount(page, number);
  await button(page, 'Show the history').click();
  await page.locator('.history li').first().waitFor();

  const everywhere = async (): Promise<string> => {
    const inPage = await page.evaluate(() =>
      JSON.stringify([
        { ...localStorage },
        { ...sessionStorage },
        document.cookie,
        location.href,
        document.title,
        document.documentElement.outerHTML,
        [...document.querySelectorAll('input')].map(({ value }) => value),
        history.state,
      ]),
    );
    const state = JSON.stringify(await context.storageState({ indexedDB: true }));
    return [inPage, state, ...lines, ...urls, ...bodies].join('\n');
  };
  expect(findCanaries(await everywhere(), [number])).toEqual([]);
  // What is looked for would be found.
  await page.evaluate((planted) => sessionStorage.setItem('draft', planted), number);
  expect(findCanaries(await everywhere(), [number])).toEqual([number]);
  expect(complaints).toEqual([]);
});

test('what keeps somebody out would be found', async () => {
  const { page } = await signIn('Kai Kumar', 'globex');
  await page.evaluate(() => {
    const image = document.createElement('img');
    image.width = 4_000;
    document.querySelector('main')?.append(image);
  });

  expect(await lookOver(page)).toEqual([
    expect.stringMatching(/^image-alt: /) as string,
    expect.stringMatching(/^scrolls sideways: /) as string,
  ]);
});

test('T45 a name that is markup, script or style stays a name', async () => {
  const { page, complaints } = await signIn('Quin Qureshi', 'umbrella');
  const hostile = '"><img src=x onerror=alert(1)><style>*{display:none}</style>{{7*7}}${7*7}';
  await button(page, 'Add an account').click();
  await fillAccount(page, '021000021', '8000000087');
  await field(page, 'Name of your own (optional)').fill(hostile);
  await button(page, 'OK').click();
  await button(page, 'Save').click();
  await page.getByRole('heading', { name: 'Saved' }).waitFor();

  expect(await textsOf(page, '.accounts h2')).toEqual([hostile]);
  expect(await page.locator('img').count()).toBe(0);
  expect(complaints).toEqual([]);
  // A policy that is broken is heard of.
  await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<p style="color:red">'));
  expect(complaints).toContainEqual(expect.stringContaining('Content Security Policy') as string);
});

test('a new account that has to be verified first is on its way, with its day; editing says what it takes the place of; verified, it is there', async () => {
  expect(await askSuite('/webhooks/hold')).toBe(200);
  const { page, complaints } = await signIn('Nia Novak', 'initech');
  await saveFirstAccount(page, '9000000097');

  await page.getByText('You have no direct deposit yet').waitFor();
  const coming = page.getByRole('listitem').filter({ hasText: 'ending in 0097' });
  expect(await coming.innerText()).toMatch(/All that is left.* is added from the pay on .* on Take back$/);
  await button(page, 'Add an account').click();
  await page.keyboard.press('Escape');
  await page.getByText('What you save here takes the place of these changes:').waitFor();
  expect(await lookOver(page)).toEqual([]);

  expect(await askSuite('/webhooks/release')).toBe(200);
  const isThere = async (): Promise<boolean> => {
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    return (await page.getByRole('heading', { name: 'Checking account ending in 0097' }).count()) === 1;
  };
  expect(await until(isThere)).toBe(true);
  expect(complaints).toEqual([]);
});

test('a reload loses nothing of a draft but the account numbers, which are nowhere kept', async () => {
  const { page, context, complaints } = await signIn('Rae Rossi', 'umbrella');
  const numbers = ['3100000011', '3100000022'] as const;
  await saveFirstAccount(page, numbers[0]);
  await button(page, 'Change').click();
  await button(page, 'Add an account').click();
  await fillAccount(page, '011000015', numbers[1]);
  await field(page, 'Percentage').fill('30');
  await field(page, 'Name of your own (optional)').fill('Holiday');
  await button(page, 'OK').click();
  const kept = async (): Promise<string> => {
    const ofTab = await page.evaluate(() => JSON.stringify({ ...sessionStorage }));
    return ofTab + JSON.stringify(await context.storageState({ indexedDB: true }));
  };
  await page.waitForFunction(() => sessionStorage.length > 0);
  expect(await kept()).toContain('Holiday');
  expect(findCanaries(await kept(), numbers)).toEqual([]);

  await page.reload();
  await page.getByText('Your changes from before are here.').waitFor();
  expect(await textsOf(page, '.accounts h2')).toEqual(['Holiday new', 'Checking account ending in 0011']);
  await page.getByText('type its account number again').waitFor();
  expect(await button(page, 'Save').isDisabled()).toBe(true);
  expect(await lookOver(page)).toEqual([]);
  await button(page, 'Edit: Holiday').click();
  await field(page, 'Account number').fill(numbers[1]);
  await field(page, 'Account number, once more').fill(numbers[1]);
  await button(page, 'OK').click();
  await button(page, 'Save').click();
  await page.getByRole('heading', { name: 'Saved' }).waitFor();
  expect(await textsOf(page, '.accounts h2')).toEqual(['Holiday', 'Checking account ending in 0011']);

  // What was done with is forgotten.
  await page.reload();
  await page.getByRole('heading', { name: 'Where your pay goes' }).waitFor();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  expect(complaints).toEqual([]);
});

// What goes wrong, made real: no network, an answer that does not come, a database that stands still, another tab. Nothing typed is lost, and
// nothing is done twice.

import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { lookOver } from '#test/support/look-over';
import { button, enterAccount, field, fillAccount, saveFirstAccount } from '#test/support/page-steps';
import { usePages } from './use-pages.ts';

const pages = usePages();

const saved = (page: Page) => page.getByRole('heading', { name: 'Saved' }).waitFor();

const keysOf = (page: Page): string[] => {
  const keys: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT') keys.push(request.headers()['idempotency-key'] ?? '');
  });
  return keys;
};

const entriesOf = async (page: Page): Promise<number> => {
  await button(page, 'Show the history').click();
  await page.locator('.history li').first().waitFor();
  return page.locator('.history li').count();
};

test('without a network nothing is lost, and with it again the same request is sent', async () => {
  const { page, context } = await pages.signIn('Gus Grant', 'globex');
  const keys = keysOf(page);
  await enterAccount(page, '021000021', '1000000017');
  await page.getByText('$2,000.00').waitFor();
  await context.setOffline(true);
  await button(page, 'Save').click();
  await page.getByText('There was no answer.').waitFor();
  expect(await lookOver(page)).toEqual([]);

  await context.setOffline(false);
  await button(page, 'Save').click();
  await saved(page);
  expect(new Set(keys).size).toBe(1);
  expect(await entriesOf(page)).toBe(1);
});

test('an answer that does not come in time is asked for again', async () => {
  const { page } = await pages.signIn('Hana Holm', 'globex');
  const keys = keysOf(page);
  await enterAccount(page, '021000021', '1000000025');
  let held: (() => void) | undefined;
  // It reaches the API; the answer waits until the page has given up.
  await page.route(
    '**/direct-deposits',
    async (route) => {
      const answer = await route.fetch();
      await new Promise<void>((resolve) => {
        held = resolve;
      });
      await route.fulfill({ response: answer }).catch(() => undefined);
    },
    { times: 1 },
  );
  await button(page, 'Save').click();
  await page.getByText('There was no answer.').waitFor({ timeout: 30_000 });
  held?.();
  await button(page, 'Save').click();
  await saved(page);

  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  expect(await entriesOf(page)).toBe(1);
}, 60_000);

test('where a gateway gives up, what may have been done is asked for under the same key', async () => {
  const { page } = await pages.signIn('Quin Qureshi', 'umbrella');
  const keys = keysOf(page);
  await enterAccount(page, '021000021', '1000000074');
  // The API has done it; what stands before it says that it waited too long.
  await page.route(
    '**/direct-deposits',
    async (route) => {
      await route.fetch();
      await route.fulfill({ status: 504, body: 'Gateway Timeout' });
    },
    { times: 1 },
  );
  await button(page, 'Save').click();
  await page.getByText('The service is busy.').waitFor();
  await button(page, 'Save').click();
  await saved(page);

  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  expect(await entriesOf(page)).toBe(1);
});

test('what cannot be read without a network says so, and is there again with it', async () => {
  const { page, context } = await pages.signIn('Paula Payroll', 'globex');
  await page.getByRole('searchbox').fill('kai');
  await button(page, 'Kai Kumar').waitFor();
  await context.setOffline(true);
  await button(page, 'Kai Kumar').click();
  await page.getByText('There was no answer.').waitFor();
  expect(await lookOver(page)).toEqual([]);

  await context.setOffline(false);
  await button(page, 'Try again').click();
  await button(page, 'Show the history').waitFor();
  expect(await page.locator('.trouble').count()).toBe(0);
});

test('what another tab saved goes together with what this one changes', async () => {
  const { page, context } = await pages.signIn('Ivo Ilic', 'globex');
  await saveFirstAccount(page, '1000000033');
  await button(page, 'Change').click();
  const other = await context.newPage();
  await other.goto(`${pages.apiUrl()}/`);
  // Signed in by the issuer's session; a draft is its tab's own.
  await button(other, 'Change').click();
  expect(await other.getByText('Your changes from before').count()).toBe(0);
  await button(other, 'Add an account').click();
  await fillAccount(other, '011401533', '1000000041');
  await field(other, 'Percentage').fill('20');
  await field(other, 'Name of your own (optional)').fill('Savings');
  await button(other, 'OK').click();
  await button(other, 'Save').click();
  await saved(other);

  await button(page, /^Edit/).click();
  await field(page, 'Name of your own (optional)').fill('Main');
  await button(page, 'OK').click();
  await button(page, 'Save').click();
  await page.getByText('Your changes and theirs go together.').waitFor();
  expect(await lookOver(page)).toEqual([]);
  await button(page, 'Keep my changes').click();
  await button(page, 'Save').click();
  await saved(page);
  expect(await page.locator('.accounts h2').allInnerTexts()).toEqual(['Savings', 'Main']);
});

test('a change that comes between the accounts and how they divide the pay is shown in both', async () => {
  const { page, context } = await pages.signIn('Tess Tran', 'umbrella');
  await saveFirstAccount(page, '1000000082');
  const other = await context.newPage();
  await other.goto(`${pages.apiUrl()}/`);
  await button(other, 'Change').waitFor();

  const { promise: isChanged, resolve: goOn } = Promise.withResolvers<void>();
  // Divided as it was before, listed as it is after.
  await page.route(
    '**/direct-deposits',
    async (route) => {
      await isChanged;
      await route.continue();
    },
    { times: 1 },
  );
  const divided = page.waitForResponse('**/direct-deposits/simulate');
  await page.reload();
  await divided;
  await button(other, 'Change').click();
  await enterAccount(other, '011401533', '1000000090', async () => {
    await field(other, 'Percentage').fill('20');
  });
  await button(other, 'Save').click();
  await saved(other);
  goOn();

  await page.getByText('$400.00').waitFor();
  await page.getByText('$1,600.00').waitFor();
});

test('where it cannot be asked how the pay is divided, the page says so and asks again', async () => {
  const { page } = await pages.signIn('Ben Brook', 'acme');
  await saveFirstAccount(page, '1000000108');
  await page.getByText('$2,000.00').waitFor();
  await page.route('**/direct-deposits/simulate', (route) => route.abort());
  await field(page, 'Your take-home pay').fill('1,000.00');
  await page.getByText('There was no answer.').waitFor();
  expect(await lookOver(page)).toEqual([]);

  await page.unroute('**/direct-deposits/simulate');
  await button(page, 'Try again').click();
  await page.getByText('$1,000.00').waitFor();
  expect(await page.locator('.trouble').count()).toBe(0);
});

test('a part of the page that does not load says so, and a reload brings it', async () => {
  const { page } = await pages.signIn('Kai Kumar', 'globex');
  await page.route('**/assets/edit-split-*.js', (route) => route.abort());
  await button(page, 'Add an account').click();
  await page.getByRole('heading', { name: 'That did not work' }).waitFor();
  expect(await lookOver(page)).toEqual([]);
  await page.unroute('**/assets/edit-split-*.js');
  await button(page, 'Try again').click();
  await button(page, 'Add an account').click();
  await page.getByRole('dialog').waitFor();
});

test('a session that ends without a network leaves the page where it is', async () => {
  const { page, context } = await pages.signIn('Sol Silva', 'umbrella');
  await enterAccount(page, '021000021', '1000000066');
  await page.getByText('$2,000.00').waitFor();
  await page.evaluate(() => {
    const { now } = Date;
    Object.assign(globalThis, { now });
    // The token has run out by this clock, and cannot be renewed.
    Date.now = () => now.call(Date) + 3_600_000;
  });
  await context.setOffline(true);
  await button(page, 'Save').click();
  await page.getByText('There was no answer.').waitFor();
  expect(await page.locator('.accounts h2').count()).toBe(1);

  await page.evaluate('Date.now = now');
  await context.setOffline(false);
  await button(page, 'Save').click();
  await saved(page);
});

type Process = { readonly pid: number; readonly parent: number; readonly name: string };

const processes = (): readonly Process[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const [, command = '', parent = ''] =
          /\((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
        return [{ pid: Number(name), parent: Number(parent), name: command }];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });

const descendantsOf = (pid: number, all = processes()): readonly Process[] =>
  all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...descendantsOf(child.pid, all)]);

test('while the database stands still nothing is lost; when it goes on, it is done once', async () => {
  const { page } = await pages.signIn('Jo Jensen', 'globex');
  const keys = keysOf(page);
  await enterAccount(page, '021000021', '1000000058');
  await page.getByText('$2,000.00').waitFor();
  const database = descendantsOf(pages.pid()).filter(({ name }) => name === 'postgres');
  expect(database.length).toBeGreaterThan(0);
  const toAll = (signal: NodeJS.Signals): void => {
    for (const { pid } of database) process.kill(pid, signal);
  };
  toAll('SIGSTOP');
  try {
    await button(page, 'Save').click();
    await page.getByRole('heading', { name: 'That did not work' }).waitFor({ timeout: 30_000 });
    expect(await lookOver(page)).toEqual([]);
  } finally {
    toAll('SIGCONT');
  }
  // A function may have to find out first that its connection is lost.
  for (let tries = 0; tries < 4 && (await page.locator('.saved').count()) === 0; tries += 1) {
    await button(page, 'Save').click();
    await button(page, 'Saving…').waitFor({ state: 'detached', timeout: 30_000 });
    await page.locator('.trouble, .saved').waitFor();
  }
  await saved(page);
  expect(new Set(keys).size).toBe(1);
  expect(await entriesOf(page)).toBe(1);
}, 120_000);

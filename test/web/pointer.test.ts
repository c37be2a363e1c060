// Accounts change places by mouse and by touch; by keyboard see employee.test.ts.

import type { Page } from 'playwright-core';
import { button, enterAccount, field, fillAccount, save } from '#test/support/page-steps';
import { usePages } from './use-pages.ts';

const { signIn } = usePages();

const endings = async (page: Page): Promise<string[]> =>
  (await page.locator('.accounts h2').allInnerTexts()).map((text) => /\d{4}/.exec(text)?.[0] ?? '');

/** The first of the numbers takes the rest. */
const draftOf = async (page: Page, [rest = '', ...others]: readonly string[]): Promise<void> => {
  await enterAccount(page, '021000021', rest);
  for (const number of others)
    await enterAccount(page, '011000015', number, () => field(page, 'Percentage').fill('10'));
};

test('an account is dragged to another place by mouse, and the one that takes the rest stays last', async () => {
  const { page, complaints } = await signIn('Ada Alvarez', 'acme');
  await draftOf(page, ['1000000011', '1000000022', '1000000033']);
  expect(await endings(page)).toEqual(['0022', '0033', '0011']);
  const rows = page.getByRole('row');
  /** Onto the lower part of that row: behind it. */
  const drag = async (from: number, to: number): Promise<void> => {
    const target = rows.nth(to);
    const { height = 0 } = (await target.boundingBox()) ?? {};
    await rows.nth(from).dragTo(target, {
      sourcePosition: { x: 20, y: 20 },
      targetPosition: { x: 60, y: height - 4 },
    });
  };

  await drag(0, 1);
  expect(await endings(page)).toEqual(['0033', '0022', '0011']);
  await drag(0, 2);
  expect(await endings(page)).toEqual(['0022', '0033', '0011']);
  await drag(0, 1);
  await save(page);
  expect(await endings(page)).toEqual(['0033', '0022', '0011']);
  expect(complaints).toEqual([]);
});

test('on a phone everything is done by touch', async () => {
  const phone = { hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } };
  const { page, complaints } = await signIn('Ben Brook', 'acme', phone);
  await button(page, 'Add an account').tap();
  await fillAccount(page, '021000021', '2000000011');
  await button(page, 'OK').tap();
  for (const number of ['2000000022', '2000000033']) {
    await button(page, 'Add an account').tap();
    await fillAccount(page, '011000015', number);
    await page.getByText('A fixed amount of each pay').tap();
    await field(page, 'Amount').fill('100');
    await button(page, 'OK').tap();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  expect(await endings(page)).toEqual(['0022', '0033', '0011']);

  await button(page, /^Move .* 0033 up$/).tap();
  expect(await endings(page)).toEqual(['0033', '0022', '0011']);
  await button(page, /^Remove: .* 0022$/).tap();
  expect(await endings(page)).toEqual(['0033', '0011']);
  await save(page);
  expect(await endings(page)).toEqual(['0033', '0011']);
  expect(complaints).toEqual([]);
});

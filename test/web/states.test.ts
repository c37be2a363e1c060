// Every state that a person may come upon (scripts/screenshots/scenes.ts), looked over in both languages, light and dark, narrow and wide.

import type { Page } from 'playwright-core';
import { lookOver } from '#test/support/look-over';
import { startPageWorld, type PageWorld } from '#test/support/page-world';
import { scenes } from '../../scripts/screenshots/scenes.ts';

// The documentation is somebody else's page (Swagger UI), with colours of its own.
const { documentation: _, ...ours } = scenes;
/** States that come up wide as well. */
const isOfPhone = (name: string): boolean => name.startsWith('phone-');

/** Each two of language, width and colours together once. */
const looks = [
  { language: 'es', width: 320, colorScheme: 'light' },
  { language: 'es', width: 1280, colorScheme: 'dark' },
  { language: 'en', width: 320, colorScheme: 'dark' },
  { language: 'en', width: 1280, colorScheme: 'light' },
] as const;

let world: PageWorld;
beforeAll(async () => {
  world = await startPageWorld({ viewport: { width: 760, height: 700 } });
}, 120_000);
afterAll(() => world?.stop(), 30_000);

/** As by a click, also where a dialog stands before it; false where the page has one language. */
const speak = async (page: Page, language: 'en' | 'es'): Promise<boolean> => {
  const isThere = await page.evaluate((wanted) => {
    const button = document.querySelector<HTMLElement>(`.languages button[lang=${wanted}]`);
    button?.click();
    return button !== null;
  }, language);
  if (isThere) await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
  return isThere;
};

test.each(Object.entries(ours))(
  'nobody is kept out: %s',
  async (_name, play) => {
    const violations: unknown[] = [];
    let states = 0;
    await play(world, async (page, name) => {
      if (isOfPhone(name)) return;
      states += 1;
      const before = page.viewportSize();
      const spoken = await page.evaluate(() => document.documentElement.lang);
      for (const { language, width, colorScheme } of looks) {
        if (!(await speak(page, language)) && language === 'es') continue;
        await page.setViewportSize({ width, height: 700 });
        await page.emulateMedia({ colorScheme });
        const state = `${name}, ${language}, ${width}, ${colorScheme}`;
        violations.push(...(await lookOver(page)).map((found) => [state, found]));
      }
      await page.emulateMedia({ colorScheme: null });
      if (before !== null) await page.setViewportSize(before);
      if (spoken === 'es') await speak(page, 'es');
    });
    expect(violations).toEqual([]);
    expect(states).toBeGreaterThan(0);
  },
  900_000,
);

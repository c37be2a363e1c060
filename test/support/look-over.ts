// What would keep somebody from using the page as it stands: axe's rules, and a page that is wider than the window.

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

export const lookOver = async (page: Page): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const overflow = Number(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'));
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    ...(overflow > 0 ? [`scrolls sideways: ${overflow} px`] : []),
  ];
};

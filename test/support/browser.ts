// A Chromium, installed where there is none (docs/page.md); where that cannot be done the tests fail.

import { spawnSync } from 'node:child_process';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

export const openBrowser = async (): Promise<Browser> => {
  const found = spawnSync(process.execPath, ['scripts/find-browser.mjs'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (found.status !== 0) throw new Error('There is no Chromium: install one, or name it in CHROMIUM');
  return chromium.launch(JSON.parse(found.stdout) as Pick<LaunchOptions, 'executablePath' | 'args'>);
};

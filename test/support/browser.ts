// A Chromium of the machine, or of npm's; where there is none it is installed (docs/page.md), and where that cannot be done the tests fail.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const fromNpm = join(process.cwd(), '.local/browser/package.json');

type NpmChromium = {
  readonly default: { readonly args: string[]; readonly executablePath: () => Promise<string> };
};

const findInstalled = (): string | undefined =>
  [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
    (path) => path !== undefined && existsSync(path),
  );

export const openBrowser = async (): Promise<Browser> => {
  if (findInstalled() === undefined && !existsSync(fromNpm))
    spawnSync(process.execPath, ['scripts/install-browser.mjs'], { stdio: 'inherit' });
  const executablePath = findInstalled();
  // In a container the browser's own sandbox has no rights to be set up.
  if (executablePath !== undefined) return chromium.launch({ executablePath, args: ['--no-sandbox'] });
  if (!existsSync(fromNpm)) throw new Error('There is no Chromium: install one, or name it in CHROMIUM');
  const entry = createRequire(fromNpm).resolve('@sparticuz/chromium');
  const { default: packed } = (await import(entry)) as NpmChromium;
  return chromium.launch({ executablePath: await packed.executablePath(), args: packed.args });
};

// The page in a real browser, in front of the stack as `npm start` runs it. Nothing of it is replaced: people sign in at the local issuer.

import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { startStackProcess, type StackProcess } from './process-stack.ts';

export type Visit = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser complained of: policies, errors, exceptions. */
  readonly complaints: readonly string[];
};

export type PageWorld = {
  readonly stack: StackProcess;
  /** A browser of its own; signed out. */
  readonly visit: (options?: BrowserContextOptions) => Promise<Visit>;
  /** The start page of one who has signed in at the issuer. */
  readonly signIn: (name: string, tenant: string, options?: BrowserContextOptions) => Promise<Visit>;
  readonly stop: () => Promise<void>;
};

/** @param defaults of every browser that is opened */
export const startPageWorld = async (defaults: BrowserContextOptions = {}): Promise<PageWorld> => {
  const stack = await startStackProcess();
  let browser: Browser;
  try {
    browser = await openBrowser();
  } catch (error) {
    await stack.stop();
    throw error;
  }
  const visit: PageWorld['visit'] = async (options = {}) => {
    const context = await browser.newContext({ locale: 'en-US', ...defaults, ...options });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      // What the API answers with an error the browser reports by itself.
      const isAnswer = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !isAnswer) complaints.push(message.text());
    });
    page.on('pageerror', ({ message }) => complaints.push(message));
    return { page, context, complaints };
  };
  return {
    stack,
    visit,
    signIn: async (name, tenant, options) => {
      const visited = await visit(options);
      const { page } = visited;
      await page.goto(`${stack.apiUrl}/`);
      const section = page.locator('section', {
        has: page.getByRole('heading', { name: tenant, exact: true }),
      });
      await section.getByRole('button', { name }).click();
      await page.getByRole('heading', { level: 1 }).waitFor();
      return visited;
    },
    stop: async () => {
      await browser.close();
      await stack.stop();
    },
  };
};

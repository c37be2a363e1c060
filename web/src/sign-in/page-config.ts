// What a deployment tells the page about itself.

import type { PageConfig } from '../../../infra/page-hosting.ts';
import { SignInError } from './sign-in-error.ts';

export type { PageConfig } from '../../../infra/page-hosting.ts';

/** @throws SignInError where it cannot be had */
export const readConfig = async (): Promise<PageConfig> => {
  try {
    const answer = await fetch('/config.json');
    if (answer.ok) return (await answer.json()) as PageConfig;
  } catch {
    // Said below.
  }
  throw new SignInError('unreachable', 'the page’s configuration cannot be read');
};

// What every part of the page may have to know of the sign-in and the deployment.

import { createContext, use } from 'react';
import type { Session } from '../sign-in/session.ts';

export type PageContextValue = { readonly session: Session; readonly hasBankNames: boolean };

export const PageContext = createContext<PageContextValue | undefined>(undefined);

export const usePage = (): PageContextValue => {
  const page = use(PageContext);
  if (page === undefined) throw new TypeError('Nothing is shown outside the page');
  return page;
};

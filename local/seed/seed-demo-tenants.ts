// The demo tenants of the local stack, made by the code that operators use: table and key, then for each tenant a database
// with its logins and migrations, a wrapped data key, and its sealed credentials.

import type { Ports } from '../ports.ts';

export type SeedSettings = {
  readonly projectDirectory: string;
  readonly ports: Ports;
  /** May create databases and logins on the SQL Server of the stack. */
  readonly administrator: { readonly user: string; readonly password: string };
  readonly onProgress: (message: string) => void;
};

export const demoTenants = ['acme', 'globex'] as const;

export const seedDemoTenants = async (settings: SeedSettings): Promise<void> => {
  settings.onProgress('No demo tenants yet');
  await Promise.resolve();
};

// The page as a deployment would put it into its bucket, in a folder of the local stack.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bankFiles } from '../../infra/bank-directory.ts';
import type { PageConfig } from '../../infra/page-hosting.ts';
import { pageClientId } from './page-client.ts';

const demoBanks = join(import.meta.dirname, 'demo-banks.csv');

export const makePage = async (folder: string, issuer: string): Promise<void> => {
  // The bundler is loaded only where there is a page to be built.
  const { buildPage } = await import('../../web/build-page.ts');
  await buildPage(folder);
  const config: PageConfig = { issuer, clientId: pageClientId, scope: 'openid profile', hasBankNames: true };
  const files = [
    ...bankFiles(readFileSync(demoBanks, 'utf8')),
    { name: 'config.json', body: JSON.stringify(config) },
  ];
  for (const { name, body } of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), body);
  }
};

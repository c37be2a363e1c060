// The page as a deployment would put it into its bucket, in a folder of the local stack.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deploymentFiles } from '../../infra/page-files.ts';
import { pageClientId } from './page-client.ts';

const demoBanks = join(import.meta.dirname, 'demo-banks.csv');

export const makePage = async (folder: string, issuerUrl: string): Promise<void> => {
  // The bundler is loaded only where there is a page to be built.
  const { buildPage } = await import('../../web/build-page.ts');
  await buildPage(folder);
  const own = { issuerUrl, clientId: pageClientId, scope: 'openid profile', bankDirectory: demoBanks };
  for (const { name, body } of deploymentFiles(own)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), body);
  }
};

// All that the page's bucket holds: what was built, and what a deployment adds of its own.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { bankFiles } from './bank-directory.ts';
import type { PageConfig, PageFile } from './page-hosting.ts';
import type { PageHosting } from './page-settings.ts';

type Own = Pick<PageHosting, 'issuerUrl' | 'clientId' | 'scope' | 'bankDirectory'>;

export const deploymentFiles = ({ issuerUrl, clientId, scope, bankDirectory }: Own): readonly PageFile[] => {
  const hasBankNames = bankDirectory !== undefined;
  const config: PageConfig = { issuer: issuerUrl, clientId, scope, hasBankNames };
  return [
    { name: '/config.json', body: Buffer.from(JSON.stringify(config)) },
    ...(hasBankNames ? bankFiles(readFileSync(bankDirectory, 'utf8')) : []),
  ];
};

/** @param folder of the built page */
export const pageFiles = (folder: string, hosting: Own): readonly PageFile[] => {
  const built = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: `/${relative(folder, path).replaceAll(sep, '/')}`, body: readFileSync(path) }));
  return [...built, ...deploymentFiles(hosting)];
};

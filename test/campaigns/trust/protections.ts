// All protections that a mutation run takes away, one after the other.

import { againstThreatsInRequests } from './protections/against-threats-in-requests.ts';
import { againstThreatsToCredentials } from './protections/against-threats-to-credentials.ts';
import { againstThreatsToDeposits } from './protections/against-threats-to-deposits.ts';
import { againstThreatsToEvents } from './protections/against-threats-to-events.ts';
import { inCredentials } from './protections/in-credentials.ts';
import { inCrypto } from './protections/in-crypto.ts';
import { inDomain } from './protections/in-domain.ts';
import { inHttp } from './protections/in-http.ts';
import { inOtherFolders } from './protections/in-other-folders.ts';
import { inSql } from './protections/in-sql.ts';
import type { Protection } from './protections/protection.ts';

/** One for each threat at least. */
export const threatProtections: readonly Protection[] = [
  ...againstThreatsToCredentials,
  ...againstThreatsInRequests,
  ...againstThreatsToEvents,
  ...againstThreatsToDeposits,
];

/** More of them in the folders that decide: what credentials are opened with, what a request may say, what a split may be. */
export const folderProtections: readonly Protection[] = [
  ...inCrypto,
  ...inCredentials,
  ...inDomain,
  ...inHttp,
  ...inSql,
  ...inOtherFolders,
];

// Takes the place of the credential source in a bundle of the API function: the credential is at hand, given with the
// environment, and nothing is asked or opened. The request on it is the one to which decryption adds.

import type { WiredSource } from '../../shared/runtime/wired-source.ts';
import { holdsAll } from '../../shared/credentials/deliver-credentials.ts';
import { succeed } from '../../shared/platform/result.ts';
import { Secret } from '../../shared/platform/secret.ts';

export const createSource = (env: NodeJS.ProcessEnv): WiredSource => ({
  prepare: () => Promise.resolve(),
  source: {
    use: async (_tenantId, purposes, fn) => {
      const value = new Secret<unknown>(JSON.parse(env['BENCH_GIVEN_LOGIN'] ?? ''));
      const credentials = { 'sql-server': { value, version: 1, format: 'jwe1' } };
      if (!holdsAll(credentials, purposes)) throw new RangeError('Only a login to the database is given');
      return succeed(await fn(credentials));
    },
  },
});

// node ask.ts: DECRYPTOR_ARN is the alias that was granted. Prints where the tenant's database is, never the password.

import { Lambda } from '@aws-sdk/client-lambda';
import { DecryptorError, isRetryable, openCredentials } from '@deposits/decryptor-client';

const [tenantId = 'acme'] = process.argv.slice(2);
try {
  const { credentials, failures } = await openCredentials(new Lambda({}), {
    decryptor: process.env['DECRYPTOR_ARN'] ?? '',
    tenantId,
    purposes: ['sql-server'],
    caller: { function: 'example', requestId: crypto.randomUUID(), subject: 'schedule' },
  });
  const login = credentials['sql-server']?.value;
  console.log(
    login === undefined ? failures['sql-server'] : `${login.server}/${login.database} as ${login.user}`,
  );
  if (login === undefined) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof DecryptorError)) throw error;
  console.log(`${error.message}${isRetryable(error.code) ? ' (try again)' : ''}`);
  process.exitCode = 1;
}

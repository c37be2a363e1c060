// An error that no parameter check foresaw: it fails the one credential, says nothing of what it holds, and is reported.

import { openLegacy } from '#shared/crypto/codecs/dotnet/open-legacy';
import type { LegacyOpener } from '#shared/crypto/codec';
import { fail } from '#shared/platform/result';
import { legacyKeyOf } from '#operators/commands/legacy-key-access';
import { tenantIdOf } from '#operators/commands/rehearsal-tenant';

const unforeseen = (): never => {
  throw new TypeError('canary');
};
const throwing: LegacyOpener = { open: unforeseen, wipe: () => undefined };

test.each([
  ['set-up', { get: unforeseen, set: () => undefined }],
  ['opening', { get: () => throwing, set: () => undefined }],
])('an error in %s is the opaque failure', async (_, legacyOpeners) => {
  const refused: unknown[] = [];

  const opened = await openLegacy('custom')({
    payload: 'old:AAAA',
    tenantId: tenantIdOf(),
    purpose: 'sql-server',
    version: 1,
    keys: legacyKeyOf({}),
    legacyOpeners,
    onLegacyKeyRefused: (id, problem) => refused.push([id, problem]),
  });

  expect(opened).toEqual(fail('decryption-failed'));
  expect(refused).toEqual([['old', { member: 'parameters', problem: 'parameters: cannot be used' }]]);
});

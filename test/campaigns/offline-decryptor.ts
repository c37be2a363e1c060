// The decryptor's real handler over one tenant held in memory: a legacy key and one stored envelope. The key service answers
// a fixed data key; everything after it is the product.

import { createHandler } from '../../functions/decryptor/handler.ts';
import { DataKeyCache } from '#shared/credentials/data-key-cache';
import { LegacyOpeners } from '#shared/credentials/legacy-openers';
import type { OpenCredentialsDeps } from '#shared/credentials/open-credentials';
import { sealJwe1 } from '#operators/credentials/jwe1-seal';
import { lookUpFormat } from '#shared/crypto/format-registry';
import { systemClock } from '#shared/platform/clock';
import { succeed } from '#shared/platform/result';
import type { StoredCredential } from '#shared/tenants/tenant-record';
import { tenantIdOf } from '#operators/commands/rehearsal-tenant';

const tenantId = tenantIdOf();
const dataKey = Buffer.alloc(32, 7);
const updatedAt = '2026-01-05T12:00:00.000Z';

const stored = (envelope: string): StoredCredential => ({ current: { envelope, version: 1 }, updatedAt });

export type OfflineDecryptor = {
  /** The wire answer, as the bytes that Lambda would send. */
  readonly ask: (format: string, value: string) => Promise<string>;
};

export const createOfflineDecryptor = (parameters: object): OfflineDecryptor => {
  const binding = { tenantId, purpose: 'legacy-key#main', version: 1, keyVersion: 1 };
  const legacyKey = stored(sealJwe1(binding, dataKey, Buffer.from(JSON.stringify(parameters), 'utf8')));
  let envelope = '';
  const keyService = { decrypt: () => Promise.resolve(succeed(Buffer.from(dataKey))) };
  const deps: OpenCredentialsDeps = {
    tenantStore: {
      load: () =>
        Promise.resolve(
          succeed({
            tenantId,
            policy: { status: 'active', formatFloor: 'dotnet-custom' },
            wrappedKeys: new Map([[1, Buffer.from('wrapped')]]),
            credentials: new Map([
              ['sql-server', stored(envelope)],
              ['legacy-key#main', legacyKey],
            ]),
            malformedCredentials: new Set<string>(),
          }),
        ),
    },
    keyService,
    dataKeys: new DataKeyCache({ keyService, clock: systemClock }),
    legacyOpeners: new LegacyOpeners({ clock: systemClock }),
    lookUpFormat,
    log: () => undefined,
  };
  const handler = createHandler(() => deps);
  const request = {
    version: 1,
    tenantId,
    purposes: ['sql-server'],
    refresh: false,
    previous: false,
    caller: { function: 'campaign', requestId: 'campaign', subject: 'campaign' },
  };
  return {
    ask: async (format, value) => {
      envelope = `${format}:main:${value}`;
      return JSON.stringify(await handler(request, { getRemainingTimeInMillis: () => 30_000 }));
    },
  };
};

// All published vectors the way the decryptor opens them: stored envelope, floor, registry, the tenant's legacy key out of
// its own envelope, codec. Only DynamoDB and KMS are left out.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataKeyCache } from '#shared/credentials/data-key-cache';
import { LegacyOpeners } from '#shared/credentials/legacy-openers';
import { openStored } from '#shared/credentials/open-stored';
import { sealJwe1 } from '#operators/credentials/jwe1-seal';
import { lookUpFormat } from '#shared/crypto/format-registry';
import type { TenantId } from '#shared/domain/tenant-id';
import { systemClock } from '#shared/platform/clock';
import { deadlineIn } from '#shared/platform/deadline';
import { succeed } from '#shared/platform/result';
import type { TenantRecord } from '#shared/tenants/tenant-record';
import type { VectorFile } from '#operators/commands/vector-file';

const { vectors } = JSON.parse(
  readFileSync(join(process.cwd(), 'test/vectors/legacy/vectors.json'), 'utf8'),
) as VectorFile;

const tenantId = 'acme' as TenantId;
const dataKey = Buffer.alloc(32, 7);
const keyService = { decrypt: async () => succeed(Buffer.from(dataKey)) };

const recordOf = (scheme: string, params: object, ciphertext: string): TenantRecord => {
  const binding = { tenantId, purpose: 'legacy-key#main', version: 1, keyVersion: 1 };
  const stored = (envelope: string) => ({
    current: { envelope, version: 1 },
    updatedAt: '2026-01-05T12:00:00Z',
  });
  return {
    tenantId,
    policy: { status: 'active', formatFloor: 'dotnet-custom' },
    wrappedKeys: new Map([[1, Buffer.from('wrapped')]]),
    credentials: new Map([
      ['sql-server', stored(`dotnet-${scheme}:main:${ciphertext}`)],
      ['legacy-key#main', stored(sealJwe1(binding, dataKey, Buffer.from(JSON.stringify(params))))],
    ]),
    malformedCredentials: new Set(),
  };
};

test('all 1288 open to their text, with and without kept keys', async () => {
  const deps = { lookUpFormat, keyService, dataKeys: new DataKeyCache({ keyService, clock: systemClock }) };
  const legacyOpeners = new LegacyOpeners({ clock: systemClock, maxEntries: 50 });
  const use = { refresh: false, previous: false, deadline: deadlineIn(systemClock, 60_000) };
  const different: string[] = [];
  for (const { id, scheme, params, ciphertext, plaintext } of vectors) {
    const record = recordOf(scheme, params, ciphertext);
    for (const kept of [undefined, legacyOpeners, legacyOpeners]) {
      const withKept = { ...deps, legacyOpeners: kept, onDenied: () => undefined };
      const opened = await openStored(withKept, record, 'sql-server', use);
      if (!opened.ok || opened.value.plaintext.toString('utf8') !== plaintext) different.push(id);
    }
  }

  expect(different).toEqual([]);
  expect(vectors).toHaveLength(1288);
  expect(legacyOpeners.size).toBe(50);
});

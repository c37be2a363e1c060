// A message of the AWS Encryption SDK, opened for a tenant with settings that are given, in place of stored ones, and without KMS.

import { openEsdk1 } from '#shared/crypto/codecs/esdk/open-esdk1';
import type { KeyAccess } from '#shared/crypto/codec';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed } from '#shared/platform/result';
import { esdkSettings } from './esdk-messages.ts';

export const plaintext = Buffer.from('{"url":"https://payroll.example.test","key":"canary-esdk"}');
export const asked = { tenantId: 'acme' as TenantId, purpose: 'payroll-api', version: 1 };
export const context = { tenantId: 'acme', purpose: 'payroll-api' };

export const keysWith = (settings: unknown): KeyAccess => ({
  withDataKey: () => Promise.reject(new Error('not for this format')),
  decrypt: async () => fail('decryption-failed'),
  withLegacyKey: async (id, use) =>
    id === 'esdk1' && settings !== undefined
      ? succeed(use(Buffer.from(JSON.stringify(settings))))
      : fail('decryption-failed'),
});

export const open = (
  message: Buffer,
  settings: unknown = esdkSettings,
  changes: Partial<typeof asked> = {},
) => openEsdk1({ ...asked, ...changes, payload: message.toString('base64'), keys: keysWith(settings) });

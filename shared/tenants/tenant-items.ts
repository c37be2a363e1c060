// A tenant's DynamoDB items, as they come, into one typed record. An item of another tenant spoils the whole answer;
// a credential that cannot be understood spoils only itself; kinds of items that are not known yet are passed over.

import * as v from 'valibot';
import type { TenantId } from '../domain/tenant-id.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import type { StoredCredential, TenantPolicy, TenantRecord } from './tenant-record.ts';
import { parseItemKey } from './tenant-table.ts';

const text = v.object({ S: v.string() });
const version = v.pipe(
  v.object({ N: v.pipe(v.string(), v.regex(/^[1-9][0-9]{0,14}$/)) }),
  v.transform(({ N }) => Number(N)),
);

const keyed = v.object({ tenantId: text, itemKey: text });
const policyItem = v.object({
  status: v.object({ S: v.picklist(['active', 'suspended']) }),
  formatFloor: text,
});
const keyItem = v.object({ wrappedKey: v.object({ B: v.instance(Uint8Array) }) });
const credentialItem = v.object({
  envelope: text,
  version,
  previousEnvelope: v.optional(text),
  previousVersion: v.optional(version),
  updatedAt: text,
});

const toPolicy = (item: unknown): TenantPolicy | undefined => {
  const parsed = v.safeParse(policyItem, item);
  if (!parsed.success) return undefined;
  return { status: parsed.output.status.S, formatFloor: parsed.output.formatFloor.S };
};

const toWrappedKey = (item: unknown): Buffer | undefined => {
  const parsed = v.safeParse(keyItem, item);
  return parsed.success ? Buffer.from(parsed.output.wrappedKey.B) : undefined;
};

const toCredential = (item: unknown): StoredCredential | undefined => {
  const parsed = v.safeParse(credentialItem, item);
  if (!parsed.success) return undefined;
  const { envelope, previousEnvelope, previousVersion, updatedAt } = parsed.output;
  const current = { envelope: envelope.S, version: parsed.output.version };
  if (previousEnvelope === undefined && previousVersion === undefined)
    return { current, updatedAt: updatedAt.S };
  if (previousEnvelope === undefined || previousVersion === undefined) return undefined;
  if (previousVersion >= current.version) return undefined;
  return {
    current,
    previous: { envelope: previousEnvelope.S, version: previousVersion },
    updatedAt: updatedAt.S,
  };
};

export const toTenantRecord = (
  tenantId: TenantId,
  items: readonly unknown[],
): Result<TenantRecord, 'tenant-not-found' | 'tenant-malformed'> => {
  const wrappedKeys = new Map<number, Buffer>();
  const credentials = new Map<string, StoredCredential>();
  const malformedCredentials = new Set<string>();
  let policyItemFound: unknown;

  for (const item of items) {
    const parsed = v.safeParse(keyed, item);
    if (!parsed.success || parsed.output.tenantId.S !== tenantId) return fail('tenant-malformed');
    const key = parseItemKey(parsed.output.itemKey.S);
    if (key.kind === 'policy') policyItemFound = item;
    if (key.kind === 'key') {
      const wrappedKey = toWrappedKey(item);
      if (wrappedKey !== undefined) wrappedKeys.set(key.keyVersion, wrappedKey);
    }
    if (key.kind === 'credential') {
      const credential = toCredential(item);
      if (credential === undefined) malformedCredentials.add(key.purpose);
      else credentials.set(key.purpose, credential);
    }
  }

  if (policyItemFound === undefined) return fail('tenant-not-found');
  const policy = toPolicy(policyItemFound);
  if (policy === undefined) return fail('tenant-malformed');
  return succeed({ tenantId, policy, wrappedKeys, credentials, malformedCredentials });
};

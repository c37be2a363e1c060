// A tenant's DynamoDB items, as they come, into one typed record. An item of another tenant spoils the whole answer;
// a credential that cannot be understood spoils only itself; kinds of items that are not known yet are passed over.

import type { TenantId } from '../domain/tenant-id.ts';
import { hasMembers, isText } from '../platform/exact-shape.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import type { StoredCredential, TenantPolicy, TenantRecord } from './tenant-record.ts';
import { parseItemKey } from './tenant-table.ts';

type Text = { readonly S: string };
type Whole = { readonly N: string };
type Binary = { readonly B: Uint8Array };
type Status = { readonly S: TenantPolicy['status'] };

const isTextAttribute = (value: unknown): value is Text => hasMembers({ S: isText }, value);
const isVersionText = (value: unknown): value is string => isText(value) && /^[1-9][0-9]{0,14}$/.test(value);
const isVersionAttribute = (value: unknown): value is Whole => hasMembers({ N: isVersionText }, value);
const isBytes = (value: unknown): value is Uint8Array => value instanceof Uint8Array;
const isBinaryAttribute = (value: unknown): value is Binary => hasMembers({ B: isBytes }, value);
const isStatus = (value: unknown): value is TenantPolicy['status'] =>
  value === 'active' || value === 'suspended';
const isStatusAttribute = (value: unknown): value is Status => hasMembers({ S: isStatus }, value);

const keyed = { tenantId: isTextAttribute, itemKey: isTextAttribute };
const policyItem = { status: isStatusAttribute, formatFloor: isTextAttribute };
const credentialItem = { envelope: isTextAttribute, version: isVersionAttribute, updatedAt: isTextAttribute };
const previousItem = { previousEnvelope: isTextAttribute, previousVersion: isVersionAttribute };

const toPolicy = (item: unknown): TenantPolicy | undefined =>
  hasMembers(policyItem, item) ? { status: item.status.S, formatFloor: item.formatFloor.S } : undefined;

const toWrappedKey = (item: unknown): Buffer | undefined =>
  hasMembers({ wrappedKey: isBinaryAttribute }, item) ? Buffer.from(item.wrappedKey.B) : undefined;

const isAbsent = (item: object, name: string): boolean =>
  !Object.hasOwn(item, name) || Reflect.get(item, name) === undefined;

const toCredential = (item: unknown): StoredCredential | undefined => {
  if (!hasMembers(credentialItem, item)) return undefined;
  const updatedAt = item.updatedAt.S;
  const current = { envelope: item.envelope.S, version: Number(item.version.N) };
  if (isAbsent(item, 'previousEnvelope') && isAbsent(item, 'previousVersion')) return { current, updatedAt };
  if (!hasMembers(previousItem, item)) return undefined;
  const previous = { envelope: item.previousEnvelope.S, version: Number(item.previousVersion.N) };
  return previous.version < current.version ? { current, previous, updatedAt } : undefined;
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
    if (!hasMembers(keyed, item) || item.tenantId.S !== tenantId) return fail('tenant-malformed');
    const key = parseItemKey(item.itemKey.S);
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

// The DynamoDB table's shape in one place: names of keys and how a sort key is made and read.

export const tenantTable = {
  AttributeDefinitions: [
    { AttributeName: 'tenantId', AttributeType: 'S' },
    { AttributeName: 'itemKey', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'tenantId', KeyType: 'HASH' },
    { AttributeName: 'itemKey', KeyType: 'RANGE' },
  ],
  BillingMode: 'PAY_PER_REQUEST',
} as const;

export const policyItemKey = 'policy';
export const keyItemKey = (keyVersion: number): string => `key#${keyVersion}`;
export const credentialItemKey = (purpose: string): string => `credential#${purpose}`;

export type ItemKey =
  | { readonly kind: 'policy' }
  | { readonly kind: 'key'; readonly keyVersion: number }
  | { readonly kind: 'credential'; readonly purpose: string }
  | { readonly kind: 'unknown' };

export const parseItemKey = (itemKey: string): ItemKey => {
  if (itemKey === policyItemKey) return { kind: 'policy' };
  const keyVersion = /^key#([1-9][0-9]{0,8})$/.exec(itemKey)?.[1];
  if (keyVersion !== undefined) return { kind: 'key', keyVersion: Number(keyVersion) };
  const purpose = /^credential#(.+)$/s.exec(itemKey)?.[1];
  if (purpose !== undefined) return { kind: 'credential', purpose };
  return { kind: 'unknown' };
};

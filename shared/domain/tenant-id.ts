// Identifies one employer. The same text is the token's claim, the tenant table's key and the encryption context.

declare const brand: unique symbol;
export type TenantId = string & { readonly [brand]: 'TenantId' };

const tenantIdPattern = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

export const isTenantId = (value: unknown): value is TenantId =>
  typeof value === 'string' && tenantIdPattern.test(value);

// DynamoDB Query as the tenant store asks for it: one page of one tenant's items, as they are stored. How it gets there is a
// transport's business (docs/adr/0015).

/** Both keys of the table are strings. */
export type TenantItemKey = { readonly tenantId: string; readonly itemKey: string };

export type TenantQuery = {
  readonly tableName: string;
  readonly tenantId: string;
  readonly isConsistent: boolean;
  /** Where the page before ended. */
  readonly after: TenantItemKey | undefined;
};

export type TenantPage = {
  /** Attributes as DynamoDB writes them (`{ S: … }`, `{ N: … }`), binary ones as bytes. */
  readonly items: readonly unknown[];
  /** Present when there is more. */
  readonly last: TenantItemKey | undefined;
};

export type QueryCall = (query: TenantQuery, timeoutMs: number) => Promise<TenantPage>;

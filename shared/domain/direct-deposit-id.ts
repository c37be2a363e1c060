// A direct deposit's id: a UUID in lower case, made here, the same for the row's whole life.

declare const brand: unique symbol;
export type DirectDepositId = string & { readonly [brand]: 'DirectDepositId' };

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** In lower case, as this product writes them. */
export const isUuid = (value: unknown): value is string =>
  typeof value === 'string' && uuidPattern.test(value);

export const isDirectDepositId = (value: unknown): value is DirectDepositId => isUuid(value);

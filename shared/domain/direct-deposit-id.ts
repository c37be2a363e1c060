// A direct deposit's id: a UUID in lower case, made here, the same for the row's whole life.

declare const brand: unique symbol;
export type DirectDepositId = string & { readonly [brand]: 'DirectDepositId' };

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isDirectDepositId = (value: unknown): value is DirectDepositId =>
  typeof value === 'string' && uuidPattern.test(value);

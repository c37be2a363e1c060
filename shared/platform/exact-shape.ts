// Objects that come from outside, checked member by member: all that are asked for, of the right kind, and no other. For what
// runs before the first answer of a cold function; it says yes or no. What has to explain itself uses valibot, which took
// 2 ms and 14 kB of the decryptor's start (docs/adr/0016).

export type Guard<T> = (value: unknown) => value is T;
export type Shape<T> = { readonly [K in keyof T]-?: Guard<T[K]> };

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Names of the shape's members that are missing or of another kind. */
export const wrongMembers = <T extends object>(
  shape: Shape<T>,
  value: Readonly<Record<string, unknown>>,
): readonly string[] =>
  Object.entries<Guard<unknown>>(shape)
    .filter(([name, isRight]) => !Object.hasOwn(value, name) || !isRight(value[name]))
    .map(([name]) => name);

/** Own members, nothing more; inherited ones do not count. */
export const hasShape = <T extends object>(shape: Shape<T>, value: unknown): value is T =>
  isRecord(value) &&
  Object.keys(value).every((name) => Object.hasOwn(shape, name)) &&
  wrongMembers(shape, value).length === 0;

/** The same, where there may be more members. */
export const hasMembers = <T extends object>(shape: Shape<T>, value: unknown): value is T =>
  isRecord(value) && wrongMembers(shape, value).length === 0;

export const isText = (value: unknown): value is string => typeof value === 'string';
export const isSwitch = (value: unknown): value is boolean => typeof value === 'boolean';
/** Of something counted from one on. */
export const isVersion = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;

// A look into JSON that came from elsewhere.

export const memberOf = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (found, name) => (typeof found === 'object' && found !== null ? Reflect.get(found, name) : undefined),
    value,
  );

export const textIn = (value: unknown, ...path: readonly (string | number)[]): string | undefined => {
  const found = memberOf(value, ...path);
  return typeof found === 'string' ? found : undefined;
};

export const numberIn = (value: unknown, ...path: readonly (string | number)[]): number | undefined => {
  const found = memberOf(value, ...path);
  return typeof found === 'number' ? found : undefined;
};

export const listIn = (value: unknown, ...path: readonly (string | number)[]): readonly unknown[] => {
  const found = memberOf(value, ...path);
  return Array.isArray(found) ? found : [];
};

/** Undefined where the text is no JSON. */
export const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

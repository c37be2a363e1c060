// An object schema that refuses every member it does not list, also the names that each object inherits
// (`constructor`, `__proto__`): valibot looks members up with `in`, so the list itself must inherit nothing. A JSON array is
// no object here, though it is one to JavaScript.

import * as v from 'valibot';

const isJsonObject = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

export const strictObject = <const E extends v.ObjectEntries>(entries: E) => {
  const bare: E = { ...entries };
  Object.setPrototypeOf(bare, null);
  return v.pipe(v.custom<object>(isJsonObject), v.strictObject(bare));
};

// An object schema that refuses every member it does not list, also the names that each object inherits
// (`constructor`, `__proto__`): valibot looks members up with `in`, so the list itself must inherit nothing.

import * as v from 'valibot';

export const strictObject = <const E extends v.ObjectEntries>(
  entries: E,
): v.StrictObjectSchema<E, undefined> => {
  const bare: E = { ...entries };
  Object.setPrototypeOf(bare, null);
  return v.strictObject(bare);
};

// An object schema that refuses every member it does not list, also the names that each object inherits (`constructor`, `__proto__`). A JSON
// array is no object here, though it is one to valibot.

import * as v from 'valibot';

const isJsonObject = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

export const strictObject = <const E extends v.ObjectEntries>(entries: E) =>
  v.pipe(v.custom<object>(isJsonObject), v.strictObject(entries));

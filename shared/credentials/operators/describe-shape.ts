// Which members of a value keep it from being a purpose's credential: by name, never with what is in them. A name that the
// purpose does not have is counted, not repeated, since a value typed at the wrong place would be one.

import * as v from 'valibot';
import { keysetSchema, loginSchema, payrollSchema } from '../credential-shape.ts';

const shapes = {
  'sql-server': { schema: loginSchema, members: ['server', 'port', 'database', 'user', 'password'] },
  'sql-server-admin': { schema: loginSchema, members: ['server', 'port', 'database', 'user', 'password'] },
  'account-number-key': { schema: keysetSchema, members: ['current', 'keys', 'indexKey'] },
  'payroll-api': { schema: payrollSchema, members: ['url', 'key'] },
} as const satisfies Record<
  string,
  { readonly schema: v.GenericSchema; readonly members: readonly string[] }
>;

const isDescribed = (purpose: string): purpose is keyof typeof shapes => Object.hasOwn(shapes, purpose);

const describeValue = (purpose: keyof typeof shapes, value: object): readonly string[] => {
  const { schema, members } = shapes[purpose];
  const parsed = v.safeParse(schema, value);
  const names = (parsed.issues ?? []).map((issue) => issue.path?.[0]?.key);
  const present = new Set(Object.keys(value));
  const known = members.filter((member) => names.includes(member));
  const unknown = [...present].filter((name) => !members.some((member) => member === name)).length;
  return [
    ...known.map((member) => (present.has(member) ? `${member} is wrong` : `${member} is missing`)),
    ...(unknown === 0 ? [] : [`${unknown} unknown member${unknown === 1 ? '' : 's'}`]),
    ...(known.length === 0 && unknown === 0 ? ['its members do not fit together'] : []),
  ];
};

/** One phrase for each finding, for a value that `parseStorable` refused. */
export const describeShape = (purpose: string, value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ['it is not a JSON object'];
  return isDescribed(purpose) ? describeValue(purpose, value) : ['its members do not fit'];
};

// Which members of a value keep it from being a purpose's credential: by name, never with what is in them. A name that the
// purpose does not have is counted, not repeated, since a value typed at the wrong place would be one.

import { isRecord, wrongMembers, type Guard } from '#shared/platform/exact-shape';
import { credentialShapes } from '#shared/credentials/credential-shape';

const shapes: Readonly<Record<string, Readonly<Record<string, Guard<unknown>>>>> = {
  ...credentialShapes,
  'sql-server-admin': credentialShapes['sql-server'],
};

const describeValue = (
  shape: Readonly<Record<string, Guard<unknown>>>,
  value: Readonly<Record<string, unknown>>,
): readonly string[] => {
  const present = new Set(Object.keys(value));
  const known = wrongMembers(shape, value);
  const unknown = [...present].filter((name) => !Object.hasOwn(shape, name)).length;
  return [
    ...known.map((member) => (present.has(member) ? `${member} is wrong` : `${member} is missing`)),
    ...(unknown === 0 ? [] : [`${unknown} unknown member${unknown === 1 ? '' : 's'}`]),
    ...(known.length === 0 && unknown === 0 ? ['its members do not fit together'] : []),
  ];
};

/** One phrase for each finding, for a value that `parseStorable` refused. */
export const describeShape = (purpose: string, value: unknown): readonly string[] => {
  if (!isRecord(value)) return ['it is not a JSON object'];
  const shape = Object.hasOwn(shapes, purpose) ? shapes[purpose] : undefined;
  return shape === undefined ? ['its members do not fit'] : describeValue(shape, value);
};

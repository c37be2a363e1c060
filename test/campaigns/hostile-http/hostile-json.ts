// JSON that is not as it should be: values of a schema with members changed, lost, added and doubled, and texts that are JSON
// no more. `@@id0@@` stands for an id that the employee has when the request is sent.

import fc from 'fast-check';
import { accountCanary } from './member-values.ts';

type Path = readonly (string | number)[];

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const pathsIn = (value: unknown, path: Path = []): readonly Path[] => [
  path,
  ...(isObject(value)
    ? Object.entries(value).flatMap(([name, member]) =>
        pathsIn(member, [...path, Array.isArray(value) ? Number(name) : name]),
      )
    : []),
];

const changeAt = (value: unknown, path: Path, change: (found: unknown) => unknown): unknown => {
  const [name, ...rest] = path;
  if (name === undefined) return change(value);
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.map((item, index) => (index === name ? changeAt(item, rest, change) : item));
  }
  if (!isObject(value)) return value;
  const members: readonly (readonly [string, unknown])[] = Object.entries(value);
  const entries = members.flatMap(([key, member]): [string, unknown][] => {
    const changed = key === name ? changeAt(member, rest, change) : member;
    return changed === undefined ? [] : [[key, changed]];
  });
  // Defined and not assigned: a member may be called __proto__.
  return Object.fromEntries(entries);
};

const deep = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const raw = (text: string): string => `@@raw:${text}@@`;

const hostileValues = fc.oneof(
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  {
    weight: 5,
    arbitrary: fc.constantFrom<unknown>(
      ...[null, true, 0, -1, 0.1, 1e21, '', ' ', [], {}, [[]], 'NaN', '\0', '\ud800', '\udc00x', '\u202e'],
      ...["' OR 1=1--", '${jndi:ldap://x}', '<script>', '****1234', '•••• 1234', '000000000', '1e3'],
      ...[raw('1e400'), raw('-1e400'), raw('-0'), raw('-0.0'), raw('NaN'), raw('-Infinity'), raw('0x10')],
      ...[raw('01'), raw('1.0'), raw('.5'), raw('1.'), raw('+1'), raw('123456789012345678901234567890')],
      ...[raw(deep(50)), raw(deep(4_000)), raw('1e-400'), 'x'.repeat(5_000), '🔑'.repeat(101)],
    ),
  },
);

const unknownNames = ['__proto__', 'constructor', 'toString', 'id', 'status', 'tenantId', 'employeeId', ''];

const hostileNames = fc.oneof(
  fc.constantFrom(...unknownNames, `${accountCanary}5555`, 'x'.repeat(2_000), '\ud800'),
  fc.string({ unit: 'binary', maxLength: 12 }),
);

type Mutation = (value: unknown) => unknown;

const mutations: fc.Arbitrary<Mutation> = fc
  .record({
    kind: fc.constantFrom('replace', 'replace', 'drop', 'add', 'wrap'),
    at: fc.nat(),
    value: hostileValues,
    name: hostileNames,
  })
  .map(({ kind, at, value: hostile, name }) => (value: unknown): unknown => {
    const paths = pathsIn(value);
    const path = paths[at % paths.length] ?? [];
    const change = {
      replace: () => hostile,
      drop: () => undefined,
      wrap: (found: unknown) => [found],
      add: (found: unknown) =>
        isObject(found) && !Array.isArray(found)
          ? Object.fromEntries([...Object.entries(found), [name, hostile]])
          : found,
    }[kind];
    return changeAt(value, path, change);
  });

const toText = (value: unknown): string =>
  (JSON.stringify(value) ?? '').replaceAll(/"@@raw:(.*?)@@"/g, (_, text: string) => text);

type TextChange = (text: string) => string;

const textChanges: readonly TextChange[] = [
  (text) => `\ufeff${text}`,
  (text) => text.slice(0, Math.floor(text.length / 2)),
  (text) => text.slice(0, -1),
  (text) => `${text}${text}`,
  (text) => `${text},`,
  (text) => text.replace('{', '{"accountType":"checking","accountType":"savings",'),
  (text) => text.replace('{', `{"accountNumber":"${accountCanary}9999","account\\u004eumber":"1",`),
  (text) => text.replaceAll('"', "'"),
  (text) => text.replace('}', ',}'),
  (text) => text.replace(':', ': /* why */ '),
  (text) => text.replace('":"', '":"\u0001\n'),
  (text) => text.replace('":"', '":"\\x41\\u12'),
  (text) => text.replace('":"', '":"\\ud83d'),
  (text) => ` \t\r\n${text}\u00a0`,
  () => '',
  () => 'null',
  () => deep(20_000),
];

/** The text of a value of `arbitrary`: half of the time as it is, else with a few things wrong. */
export const hostileTextOf = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
  fc
    .record({
      value: arbitrary,
      isHostile: fc.boolean(),
      changes: fc.array(mutations, { maxLength: 3 }),
      text: fc.option(fc.constantFrom(...textChanges), { freq: 3 }),
    })
    .map(({ value, isHostile, changes, text: changeText }) => {
      if (!isHostile) return toText(value);
      const text = toText(changes.reduce((changed, mutate) => mutate(changed), value));
      return changeText === null ? text : changeText(text);
    });

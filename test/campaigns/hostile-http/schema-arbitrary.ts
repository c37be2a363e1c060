// Values of a request's schema, generated from the schema itself: what it admits is not written down a second time. What a
// member is called decides which values are tried in it, so that many requests are good ones.

import fc from 'fast-check';
import type * as v from 'valibot';
import { seasoned } from './member-values.ts';

type Schema = v.GenericSchema;

const memberOf = (schema: object, name: string): unknown => Reflect.get(schema, name);

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && Reflect.get(value, 'kind') === 'schema';

const wrapped = (schema: Schema): Schema => {
  const inner = memberOf(schema, 'wrapped');
  if (!isSchema(inner)) throw new TypeError(`${schema.type} wraps no schema`);
  return inner;
};

/** The schema that a pipe ends with: checks before it only guard it. */
const unpiped = (schema: Schema): Schema => {
  const pipe = memberOf(schema, 'pipe');
  const schemas = Array.isArray(pipe) ? pipe.filter(isSchema) : [];
  const last = schemas.at(-1);
  return last === undefined || last === schema ? schema : unpiped(last);
};

const optionalTypes: ReadonlySet<string> = new Set([
  'optional',
  'exact_optional',
  'nullish',
  'undefinedable',
]);

const membersOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

const entriesOf = (schema: Schema): readonly (readonly [string, Schema])[] =>
  membersOf(memberOf(schema, 'entries')).flatMap(([name, entry]) =>
    isSchema(entry) ? [[name, entry] as const] : [],
  );

const objectFrom = (schema: Schema): fc.Arbitrary<unknown> => {
  const entries = entriesOf(schema);
  const required = entries.filter(([, entry]) => !optionalTypes.has(entry.type)).map(([name]) => name);
  const members = Object.fromEntries(entries.map(([name, entry]) => [name, arbitraryOf(entry, name)]));
  return fc.record<Record<string, unknown>, string>(members, { requiredKeys: required });
};

/** Each of the schemas that a lazy one turns into, by the inputs that tell them apart. */
const lazyFrom = (schema: Schema, name: string): fc.Arbitrary<unknown> => {
  const getter = memberOf(schema, 'getter');
  if (typeof getter !== 'function') throw new TypeError('a lazy schema without a getter');
  const kinds = [{ kind: 'fixed' }, { kind: 'percentage' }, { kind: 'remainder' }, undefined];
  const found = kinds.map((input): unknown => Reflect.apply(getter, undefined, [input])).filter(isSchema);
  return fc.oneof(...[...new Set(found)].map((each) => arbitraryOf(each, name)));
};

const optionsOf = (schema: Schema): readonly unknown[] => {
  const options = memberOf(schema, 'options');
  return Array.isArray(options) ? options : membersOf(options).map(([, option]) => option);
};

/** @param name the member's name, which decides the values that are tried */
export const arbitraryOf = (piped: Schema, name = ''): fc.Arbitrary<unknown> => {
  const schema = unpiped(piped);
  if (optionalTypes.has(schema.type)) return arbitraryOf(wrapped(schema), name);
  switch (schema.type) {
    case 'object':
    case 'loose_object':
    case 'strict_object':
      return objectFrom(schema);
    case 'lazy':
      return lazyFrom(schema, name);
    case 'array': {
      const item = memberOf(schema, 'item');
      if (!isSchema(item)) throw new TypeError('an array without an item');
      return fc.array(arbitraryOf(item, name), { minLength: 0, maxLength: 6 });
    }
    case 'union':
    case 'variant':
      return fc.oneof(
        ...optionsOf(schema)
          .filter(isSchema)
          .map((each) => arbitraryOf(each, name)),
      );
    case 'nullable':
      return fc.option(arbitraryOf(wrapped(schema), name), { nil: null });
    case 'picklist':
    case 'enum':
      return fc.constantFrom(...optionsOf(schema));
    case 'literal':
      return fc.constant(memberOf(schema, 'literal'));
    case 'boolean':
      return fc.boolean();
    case 'string':
      return seasoned(name, fc.string({ unit: 'binary', maxLength: 30 }));
    case 'number':
      return seasoned(name, fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })));
    default:
      throw new RangeError(`no values are made for ${schema.type}`);
  }
};

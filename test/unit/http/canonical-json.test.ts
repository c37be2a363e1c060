import fc from 'fast-check';
import { canonicalJson } from '#shared/http/canonical-json';

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
};

describe('the canonical text of a JSON value', () => {
  test('is one for every order of members, and an absent member is like an undefined one', () => {
    expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: undefined })).toBe('{"b":[{"c":2,"d":1}]}');
    fc.assert(
      fc.property(fc.jsonValue(), (value) => canonicalJson(reversed(value)) === canonicalJson(value)),
    );
  });

  test('reads back as the value, so two values never share one', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

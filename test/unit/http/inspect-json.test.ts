import * as fc from 'fast-check';
import { inspectJson } from '#shared/http/inspect-json';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const isTaken = (text: string): boolean => inspectJson(text)?.kind !== 'syntax';

describe('a text', () => {
  test('is JSON here exactly when JSON.parse takes it, whole or damaged', () => {
    const damaged = fc
      .tuple(
        fc.json({ maxDepth: 3 }),
        fc.nat(),
        fc.nat(2),
        fc.constantFrom(...'{}[]":,\\ue-+.0 1ntf\n\u0001'),
      )
      .map(([text, at, cut, put]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + cut);
      });
    fc.assert(
      fc.property(fc.oneof(fc.json(), damaged, fc.string()), (text) => {
        expect(isTaken(text)).toBe(isJson(text));
      }),
      { numRuns: 3_000 },
    );
  });

  test('that is cut stops being JSON at its end', () => {
    const text = '{"a": [1, {"b": "c"}, null], "d": -1.5e3}';
    for (let length = 0; length < text.length; length += 1) {
      const fault = inspectJson(text.slice(0, length).trimEnd());
      expect(fault?.kind).toBe('syntax');
    }
    expect(inspectJson(text)).toBeUndefined();
  });

  test('T23 of a hundred thousand brackets is read without recursion', () => {
    const depth = 100_000;
    expect(inspectJson('['.repeat(depth) + ']'.repeat(depth))).toBeUndefined();
    expect(inspectJson('['.repeat(depth))).toEqual({ kind: 'syntax', offset: depth });
  });
});

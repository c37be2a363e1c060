import { matchesStrongly, matchesWeakly, parseTagCondition, readTagCondition } from '#shared/http/entity-tag';

describe('a condition on an entity tag', () => {
  test.each([
    ['"a1"', true, true],
    ['*', true, true],
    [' * ', true, true],
    ['"x", "a1"', true, true],
    ['"x","a1" ,"y"', true, true],
    ['"x,y", "a1"', true, true],
    ['W/"a1"', false, true],
    ['W/"x", "a1"', true, true],
    ['"A1"', false, false],
    ['"a1', false, false],
    ['a1', false, false],
    ['"x"', false, false],
    ['', false, false],
    ['""', false, false],
    ['w/"a1"', false, false],
    ['"x a1"', false, false],
    [',,"a1",,', true, true],
  ])('%s against "a1": strongly %s, weakly %s', (header, strongly, weakly) => {
    const condition = parseTagCondition(header);
    expect([matchesStrongly(condition, 'a1'), matchesWeakly(condition, 'a1')]).toEqual([strongly, weakly]);
  });
});

describe('a header that has to be read whole', () => {
  test.each(['*', ' * ', '"a"', 'W/"a"', '"a", "b"', ',,"a",,', '"x,y"', '""'])('%j is', (header) => {
    expect(readTagCondition(header)).toEqual({ ok: true, value: parseTagCondition(header) });
  });

  test.each(['', ',', 'a', '"a', '"a", b', '*, "a"', 'w/"a"', '"a b"', '"a""b"'])(
    '%j is malformed',
    (header) => {
      expect(readTagCondition(header)).toEqual({ ok: false, failure: 'malformed' });
    },
  );
});

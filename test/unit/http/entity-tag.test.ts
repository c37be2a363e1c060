import { matchesStrongly, matchesWeakly, parseTagCondition } from '#shared/http/entity-tag';

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

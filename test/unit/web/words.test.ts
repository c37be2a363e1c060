// What the page says in each language: nothing is left out, nothing stands in the other one's words.

import { ruleMessages } from '#shared/domain/rule';
import { en } from '../../../web/src/words/en.ts';
import { es } from '../../../web/src/words/es.ts';
import { toSpeech } from '../../../web/src/words/words.ts';

/** Every sentence by its place; functions are asked for one. */
const sentences = (words: unknown, path = ''): [string, string][] => {
  if (typeof words === 'string') return [[path, words]];
  if (typeof words === 'function') return sentences((words as (one: string) => unknown)('1'), `${path}()`);
  return Object.entries(words as object).flatMap(([name, value]) =>
    sentences(value, path === '' ? name : `${path}.${name}`),
  );
};

const said = (words: object, ...left: readonly string[]): Map<string, string> =>
  new Map(sentences(Object.fromEntries(Object.entries(words).filter(([name]) => !left.includes(name)))));

it('has every sentence in both languages, and none in the same words', () => {
  // Rules speak English by the API; what a state means has an explanation of its own in Spanish.
  const [english, spanish] = [said(en, 'rules'), said(es, 'rules', 'explain')];
  expect([...spanish.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  const same = [...english].filter(([path, text]) => spanish.get(path) === text).map(([path]) => path);
  expect(same).toEqual(['upcoming.no']);
});

it('says every rule in Spanish', () => {
  expect(Object.keys(es.rules).toSorted()).toEqual(Object.keys(ruleMessages).toSorted());
});

it('takes the API’s words for a rule where it has none of its own', () => {
  const { rule } = toSpeech('en', en);
  expect(rule({ rule: 'account.zero', message: 'As the API says it.' })).toBe('As the API says it.');
  expect(rule({ rule: 'split.amount', message: 'amountCents …' })).toBe(en.rules['split.amount']);
});

it('writes money, shares and days as each language does', () => {
  const [english, spanish] = [toSpeech('en', en), toSpeech('es', es)];
  expect(english.money(123_456)).toBe('$1,234.56');
  // As it is typed in both: of the dollar, not of the language’s home.
  expect(spanish.money(123_456)).toBe('$1,234.56');
  expect(english.percent(1_250)).toBe('12.5%');
  // A day is no instant: no zone moves it.
  expect([english.day('2026-12-04'), spanish.day('2026-12-04')]).toEqual([
    'December 4, 2026',
    '4 de diciembre de 2026',
  ]);
});

it('speaks of somebody else’s pay by their name', () => {
  for (const { whose } of [en, es]) {
    for (const text of Object.values(whose('Ada Alvarez'))) expect(text).toContain('Ada Alvarez');
    for (const text of Object.values(whose(undefined))) expect(text).not.toContain('undefined');
  }
});

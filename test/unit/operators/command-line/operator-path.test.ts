import { resolve } from 'node:path';
import { operatorPath } from '#operators/command-line/operator-path';

test.each([
  [
    'through npm, from where it was called',
    { npm_lifecycle_event: 'credentials', INIT_CWD: '/home/op' },
    '/home/op/a.json',
  ],
  ['directly, from where it runs', {}, resolve('a.json')],
  [
    'inside another script of npm, from where it runs',
    { npm_lifecycle_event: 'test', INIT_CWD: '/x' },
    resolve('a.json'),
  ],
])('a path is read %s', (_, env, expected) => {
  expect(operatorPath('a.json', env)).toBe(expected);
  expect(operatorPath('/etc/a.json', env)).toBe('/etc/a.json');
});

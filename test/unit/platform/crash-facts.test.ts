import { crashFacts } from '#shared/platform/crash-facts';

describe('T13 what is logged of a crash', () => {
  test('is its class and its places, never its message', () => {
    const error = new SyntaxError('canary "{\n    at canary (secret)\n    at canary:1:1');

    const { errorName, stack } = crashFacts(error);

    expect(errorName).toBe('SyntaxError');
    expect(stack).toMatch(/^ {4}at .*crash-facts\.test\.ts:\d+:\d+/m);
    expect(`${errorName}${stack}`).not.toContain('canary');
    expect(String(error.stack)).toContain('canary');
  });

  test.each(['canary', { password: 'canary' }, null])('is only the type of a thrown %p', (thrown) => {
    expect(crashFacts(thrown)).toEqual({ errorName: typeof thrown, stack: '' });
  });

  test('is not a name that somebody wrote a value into', () => {
    expect(crashFacts(Object.assign(new Error('x'), { name: 'canary 1234' })).errorName).toBe('Error');
  });
});

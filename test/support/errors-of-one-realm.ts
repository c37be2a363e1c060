// The test runner gives tests an Error of their own, while Node's network errors come from outside: the SDK, which asks with
// `instanceof`, would drop their codes in tests and nowhere else. This lets it see them as it does in a process of its own.

import { isNativeError } from 'node:util/types';

export const shareErrorsWithNode = (): void => {
  const plain = Function.prototype[Symbol.hasInstance];
  Object.defineProperty(Error, Symbol.hasInstance, {
    value(this: unknown, candidate: unknown): boolean {
      return this === Error ? isNativeError(candidate) : Reflect.apply(plain, this as never, [candidate]);
    },
  });
};

// Plaintext in a wrapper that redacts itself wherever a value is turned into text by accident.
// `expose` is the only way out, so every use of a secret can be found by searching for that word.

import { inspect } from 'node:util';

const redacted = '[redacted]';

export class Secret<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  expose(): T {
    return this.#value;
  }

  toString(): string {
    return redacted;
  }

  toJSON(): string {
    return redacted;
  }

  [Symbol.toPrimitive](): string {
    return redacted;
  }

  [inspect.custom](): string {
    return redacted;
  }
}

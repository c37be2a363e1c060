// Plaintext in a wrapper that redacts itself wherever a value is turned into text by accident.
// `expose` is the only way out, so every use of a secret can be found by searching for that word.

const redacted = '[redacted]';

/** What `util.inspect` and `console.log` ask an object for; the symbol is public so that nothing has to be imported. */
const inspectCustom = Symbol.for('nodejs.util.inspect.custom');

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

  [inspectCustom](): string {
    return redacted;
  }
}

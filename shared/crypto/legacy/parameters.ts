// Reads the members of a legacy key's parameters. A wrong one is refused with its name and what was expected, never with what
// it holds; `null` counts as absent, and an unknown member is refused too, because it is usually misspelt.

import type { LegacyKeyProblem } from '../codec.ts';

/** Thrown while a scheme is being set up and caught there; its message is safe to show. */
export class ParameterProblem extends Error {
  readonly member: string;

  constructor(member: string, expected: string) {
    super(`${member}: ${expected}`);
    this.name = 'ParameterProblem';
    this.member = member;
  }
}

/** An unforeseen error fails its own credential only. What was thrown may quote anything, so it is dropped. */
export const problemOf = (error: unknown): LegacyKeyProblem =>
  error instanceof ParameterProblem
    ? { member: error.member, problem: error.message }
    : { member: 'parameters', problem: 'parameters: cannot be used' };

export type IntegerRange = { readonly min: number; readonly max: number };

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string';

/** Longer passwords, keys and salts are refused. */
const maxTextLength = 4_096;

export class Parameters {
  readonly #members: ReadonlyMap<string, unknown>;
  readonly #path: string;
  readonly #asked = new Set<string>();
  readonly #groups: Parameters[] = [];

  constructor(value: unknown, path = '') {
    if (!isObject(value)) throw new ParameterProblem(path === '' ? 'parameters' : path, 'must be an object');
    this.#members = new Map<string, unknown>(Object.entries(value));
    this.#path = path;
  }

  has(name: string): boolean {
    return this.#read(name) !== undefined;
  }

  /** Without a fallback the member has to be there. */
  text(name: string, fallback?: string): string {
    const value = this.#read(name) ?? fallback;
    if (value === undefined) throw this.problem(name, 'is missing');
    if (!isText(value)) throw this.problem(name, 'must be a text');
    if (value.length > maxTextLength)
      throw this.problem(name, `must have at most ${maxTextLength} characters, has ${value.length}`);
    return value;
  }

  optionalText(name: string): string | undefined {
    return this.has(name) ? this.text(name) : undefined;
  }

  /** One of the options, in whatever case it is written; dashes do not count (`SHA-256`). */
  oneOf<const T extends string>(name: string, options: readonly T[], fallback?: T): T {
    const plain = (text: string): string => text.toLowerCase().replaceAll('-', '');
    const wanted = plain(this.text(name, fallback));
    const found = options.find((option) => plain(option) === wanted);
    if (found === undefined) throw this.problem(name, `must be one of ${options.join(', ')}`);
    return found;
  }

  integer(name: string, { min, max }: IntegerRange, fallback?: number): number {
    const value = this.#read(name) ?? fallback;
    if (value === undefined) throw this.problem(name, 'is missing');
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max)
      throw this.problem(name, `must be a whole number from ${min} to ${max}`);
    return value;
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.#read(name) ?? fallback;
    if (typeof value !== 'boolean') throw this.problem(name, 'must be true or false');
    return value;
  }

  texts(name: string): readonly string[] {
    const value = this.#read(name) ?? [];
    if (!Array.isArray(value) || !value.every(isText)) throw this.problem(name, 'must be a list of texts');
    return value;
  }

  hex(name: string, fallback?: string): Buffer {
    const text = this.text(name, fallback);
    if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text))
      throw this.problem(name, 'must be an even number of hexadecimal digits');
    return Buffer.from(text, 'hex');
  }

  group(name: string): Parameters {
    const value = this.#read(name);
    if (value === undefined) throw this.problem(name, 'is missing');
    const group = new Parameters(value, this.#pathOf(name));
    this.#groups.push(group);
    return group;
  }

  /** A list of objects, each with members of its own. */
  groups(name: string): readonly Parameters[] {
    const value: unknown = this.#read(name) ?? [];
    if (!Array.isArray(value)) throw this.problem(name, 'must be a list of objects');
    const groups = value.map(
      (item: unknown, index) => new Parameters(item, this.#pathOf(`${name}.${index}`)),
    );
    this.#groups.push(...groups);
    return groups;
  }

  /** For a member that was read but does not fit. */
  problem(name: string, expected: string): ParameterProblem {
    return new ParameterProblem(this.#pathOf(name), expected);
  }

  /** Refuses members that were given but never asked for. Their names are shown only when they look like names. */
  refuseUnknown(): void {
    for (const name of this.#members.keys()) {
      if (this.#asked.has(name)) continue;
      const shown = /^[A-Za-z][A-Za-z0-9]{0,39}$/.test(name) ? name : 'a member';
      throw this.problem(shown, 'is not a parameter of this scheme');
    }
    for (const group of this.#groups) group.refuseUnknown();
  }

  #read(name: string): unknown {
    this.#asked.add(name);
    return this.#members.get(name) ?? undefined;
  }

  #pathOf(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`;
  }
}

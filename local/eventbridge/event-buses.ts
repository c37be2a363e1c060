// The buses of the local EventBridge with their rules and targets, in memory: a start makes them anew.

import { AwsJsonError, validationError } from '../aws-json/aws-json-error.ts';
import { compileEventPattern, type EventTest } from './event-pattern.ts';

export type EventTarget = {
  readonly id: string;
  readonly arn: string;
  readonly maxRetries?: number;
  readonly deadLetterArn?: string;
};

export type Rule = {
  readonly name: string;
  readonly arn: string;
  readonly pattern: string;
  readonly matches: EventTest;
  readonly targets: Map<string, EventTarget>;
};

const account = '000000000000';

const missing = (what: string): AwsJsonError =>
  new AwsJsonError('ResourceNotFoundException', `${what} does not exist.`);

export class EventBuses {
  readonly #buses = new Map<string, Map<string, Rule>>([['default', new Map()]]);
  readonly #region: string;

  constructor(region: string) {
    this.#region = region;
  }

  get region(): string {
    return this.#region;
  }

  get account(): string {
    return account;
  }

  /** @param nameOrArn as PutEvents takes both */
  has(nameOrArn: string): boolean {
    return this.#buses.has(this.#nameOf(nameOrArn));
  }

  arnOf(name: string): string {
    return `arn:aws:events:${this.#region}:${account}:event-bus/${name}`;
  }

  create(name: string): void {
    if (!/^[A-Za-z0-9/._-]{1,256}$/.test(name))
      throw validationError('The name of a bus has other characters');
    if (this.#buses.has(name))
      throw new AwsJsonError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
    this.#buses.set(name, new Map());
  }

  rulesOf(nameOrArn: string): Map<string, Rule> {
    const rules = this.#buses.get(this.#nameOf(nameOrArn));
    if (rules === undefined) throw missing(`Event bus ${nameOrArn}`);
    return rules;
  }

  rule(bus: string, name: string): Rule {
    const rule = this.rulesOf(bus).get(name);
    if (rule === undefined) throw missing(`Rule ${name}`);
    return rule;
  }

  /** A rule that is there already keeps its targets. */
  putRule(bus: string, name: string, pattern: string): Rule {
    const rules = this.rulesOf(bus);
    const rule = {
      name,
      arn: `arn:aws:events:${this.#region}:${account}:rule/${this.#nameOf(bus)}/${name}`,
      pattern,
      matches: compileEventPattern(pattern),
      targets: rules.get(name)?.targets ?? new Map<string, EventTarget>(),
    };
    rules.set(name, rule);
    return rule;
  }

  #nameOf(nameOrArn: string): string {
    return nameOrArn.split(':event-bus/').at(-1) ?? '';
  }
}

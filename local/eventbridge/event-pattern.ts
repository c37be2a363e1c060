// Matches events against patterns of rules, as EventBridge documents it
// (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html). What it does not know it refuses when the rule
// is made, so that no rule matches other events here than there.

import { AwsJsonError } from '../aws-json/aws-json-error.ts';

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const invalid = (reason: string): AwsJsonError =>
  new AwsJsonError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);

type Test = (value: unknown) => boolean;

const onText =
  (test: (text: string) => boolean): Test =>
  (value) =>
    typeof value === 'string' && test(value);

const textOf = (argument: unknown, operator: string): string => {
  if (typeof argument !== 'string') throw invalid(`${operator} wants a string`);
  return argument;
};

const sameText = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

/** An affix, as it is or `{ "equals-ignore-case": … }`. */
const affix =
  (operator: string, cut: (text: string, length: number) => string) =>
  (argument: unknown): Test => {
    const ignoresCase = isMembers(argument) && 'equals-ignore-case' in argument;
    const wanted = textOf(ignoresCase ? argument['equals-ignore-case'] : argument, operator);
    return onText((text) => {
      const part = cut(text, wanted.length);
      return ignoresCase ? sameText(part, wanted) : part === wanted;
    });
  };

const wildcard = (argument: unknown): Test => {
  const text = textOf(argument, 'wildcard');
  if (/\*\*/.test(text)) throw invalid('wildcard takes no ** in a row');
  const parts = text.split(/(\\\\|\\\*|\*)/).map((part) => {
    if (part === '*') return '.*';
    const literal = part === '\\*' ? '*' : part === '\\\\' ? '\\' : part;
    return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  const pattern = new RegExp(`^${parts.join('')}$`, 's');
  return onText((value) => pattern.test(value));
};

const comparisons: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '=': (left, right) => left === right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

const numeric = (argument: unknown): Test => {
  const parts: unknown[] = Array.isArray(argument) ? argument : [];
  if (parts.length !== 2 && parts.length !== 4) throw invalid('numeric wants one comparison or two');
  const tests = parts.flatMap((operator, index) => {
    if (index % 2 === 1) return [];
    const bound = parts[index + 1];
    const compare = typeof operator === 'string' ? comparisons[operator] : undefined;
    if (compare === undefined || typeof bound !== 'number') throw invalid('numeric has another comparison');
    return [(value: number) => compare(value, bound)];
  });
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
};

const isPlain = (value: unknown): boolean =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

const operators: Readonly<Record<string, (argument: unknown) => Test>> = {
  prefix: affix('prefix', (text, length) => text.slice(0, length)),
  suffix: affix('suffix', (text, length) => text.slice(Math.max(0, text.length - length))),
  'equals-ignore-case': (argument) => {
    const wanted = textOf(argument, 'equals-ignore-case');
    return onText((text) => sameText(text, wanted));
  },
  wildcard,
  numeric,
};

const compileOperator = (members: Members): Test => {
  const [[name, argument] = ['', undefined], ...others] = Object.entries(members);
  if (others.length > 0) throw invalid('an object has one operator');
  if (name === 'anything-but') return compileAnythingBut(argument);
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (operator === undefined) throw invalid(`${JSON.stringify(name)} is not known here`);
  return operator(argument);
};

/** Of a value that is there: a missing one is not something else. */
const compileAnythingBut = (argument: unknown): Test => {
  const refused = [argument].flat().map((each): Test => {
    if (isMembers(each)) return compileOperator(each);
    if (!isPlain(each)) throw invalid('anything-but wants values or one operator');
    return (value) => value === each;
  });
  return (value) => value !== undefined && !refused.some((test) => test(value));
};

const compileAlternative = (alternative: unknown): Test => {
  if (isMembers(alternative)) return compileOperator(alternative);
  if (!isPlain(alternative)) throw invalid('a list has values and operators');
  return (value) => value === alternative;
};

const compileLeaf = (alternatives: readonly unknown[]): Test => {
  if (alternatives.length === 0) throw invalid('an empty list matches nothing');
  const exists = alternatives.flatMap((each) =>
    isMembers(each) && 'exists' in each ? [each['exists']] : [],
  );
  if (exists.some((each) => typeof each !== 'boolean')) throw invalid('exists is true or false');
  const tests = alternatives.filter((each) => !(isMembers(each) && 'exists' in each)).map(compileAlternative);
  return (value) => {
    if (exists.includes(value !== undefined)) return true;
    // One of a list of values is enough.
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.some((each) => tests.some((test) => test(each)));
  };
};

export type EventTest = (event: unknown) => boolean;

const memberOf = (event: unknown, name: string): unknown =>
  isMembers(event) && Object.hasOwn(event, name) ? event[name] : undefined;

const compileMembers = (pattern: Members): EventTest => {
  const tests = Object.entries(pattern).map(([name, wanted]): EventTest => {
    if (name === '$or') {
      if (!Array.isArray(wanted) || wanted.length < 2) throw invalid('$or wants two patterns or more');
      const either = wanted.map((each) => compileMembers(isMembers(each) ? each : refuseMember(name)));
      return (event) => either.some((test) => test(event));
    }
    if (Array.isArray(wanted)) {
      const test = compileLeaf(wanted);
      return (event) => test(memberOf(event, name));
    }
    const test = compileMembers(isMembers(wanted) ? wanted : refuseMember(name));
    return (event) => test(memberOf(event, name));
  });
  return (event) => tests.every((test) => test(event));
};

const refuseMember = (name: string): never => {
  throw invalid(`${JSON.stringify(name)} must be an object or an array`);
};

/** Throws InvalidEventPatternException. */
export const compileEventPattern = (text: string): EventTest => {
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch {
    throw invalid('it is no JSON');
  }
  if (!isMembers(pattern) || Object.keys(pattern).length === 0) throw invalid('it is empty');
  return compileMembers(pattern);
};

// A request's text, parsed once for each text and declaration and compiled once for each state of the catalogue.
import { type Catalogue } from '../sql/catalogue.ts';
import { type Plan, compile, variablesOf } from '../sql/compile.ts';
import { SqlServerError, tooDeep } from '../values/errors.ts';
import { parseBatch, parseParameters } from '../sql/parse.ts';
import type { Statement } from '../sql/syntax.ts';
import type { SqlType } from '../values/types.ts';

export type Batch = {
  statements: readonly Statement[];
  parameters: readonly { name: string; type: SqlType }[];
  variables: Map<string, SqlType>;
  plans: WeakMap<Catalogue, (Plan | undefined)[]>;
  isReused: boolean;
};

const mostBatches = 500;
const longestKept = 20_000;
const batches = new Map<string, Batch>();

// The tree is walked by functions that call themselves; the parser's limits keep them far from the end of the stack.
const withinStack = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError && /call stack/.test(error.message)) throw tooDeep();
    throw error;
  }
};

export const prepareBatch = (text: string, declaration: string): Batch => {
  const key = `${declaration}\0${text}`;
  const known = batches.get(key);
  if (known !== undefined) {
    known.isReused = true;
    // The one used last goes last.
    batches.delete(key);
    batches.set(key, known);
    return known;
  }
  const [statements, parameters] = withinStack(
    () => [parseBatch(text), parseParameters(declaration)] as const,
  );
  const batch: Batch = {
    statements,
    parameters,
    variables: variablesOf(statements, parameters),
    plans: new WeakMap(),
    isReused: false,
  };
  if (batches.size >= mostBatches) batches.delete(batches.keys().next().value ?? '');
  if (key.length < longestKept) batches.set(key, batch);
  return batch;
};

export const planFor = (
  batch: Batch,
  index: number,
  catalogue: Catalogue,
  database: string,
): Plan | undefined => {
  let plans = batch.plans.get(catalogue);
  if (plans === undefined) batch.plans.set(catalogue, (plans = []));
  if (index in plans) return plans[index];
  const statement = batch.statements[index];
  const plan =
    statement === undefined
      ? undefined
      : withinStack(() => compile(statement, catalogue, database, batch.variables));
  plans[index] = plan;
  return plan;
};

const isCompiledFirst: Partial<Record<Statement['kind'], true>> = {
  select: true,
  insert: true,
  update: true,
  delete: true,
  set: true,
  declare: true,
};

/**
 * SQL Server compiles a batch before it runs any of it: a wrong column name in the last statement keeps the first one from
 * running. A table that is not there is looked for again when its statement's turn comes (deferred name resolution).
 */
export const compileAhead = (batch: Batch, catalogue: Catalogue, database: string): void => {
  for (const [index, statement] of batch.statements.entries()) {
    if (isCompiledFirst[statement.kind] !== true) continue;
    try {
      planFor(batch, index, catalogue, database);
    } catch (error) {
      if (!(error instanceof SqlServerError)) throw error;
      if (error.number === 208) continue;
      error.line = statement.line;
      throw error;
    }
  }
};

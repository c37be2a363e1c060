// Runs the statements of one request: compiles each against the catalogue of the moment, answers its rows and counts, and does
// what SQL Server does after an error: go on, stop the batch, or roll the transaction back.
import { type LockArguments, getApplock, releaseApplock } from './applock.ts';
import { PostgresError } from './postgres/connection.ts';
import { applyChange, inOneTransaction, runSecurity } from './security.ts';
import { Cancelled, type Isolation, type Session } from './session.ts';
import { sessionValue } from './session-values.ts';
import { type Catalogue, keyOf } from './sql/catalogue.ts';
import { type Plan, compile, variablesOf } from './sql/compile.ts';
import { SqlServerError, notSupported } from './sql/errors.ts';
import { parseBatch, parseParameters } from './sql/parse.ts';
import type { Expression, Statement } from './sql/syntax.ts';
import { type SqlType, isString } from './sql/types.ts';
import type { Answer } from './tds/answer.ts';
import {
  writeDatabaseChange,
  writeTransactionBegun,
  writeTransactionCommitted,
  writeTransactionRolledBack,
} from './tds/tokens.ts';

export type Batch = {
  statements: readonly Statement[];
  parameters: readonly { name: string; type: SqlType }[];
  variables: Map<string, SqlType>;
  plans: WeakMap<Catalogue, (Plan | undefined)[]>;
  isReused: boolean;
};

const batches = new Map<string, Batch>();
const mostBatches = 1000;

/** Parsed once for each text and declaration; compiled once for each state of the catalogue. */
export const prepareBatch = (text: string, declaration: string): Batch => {
  const key = `${declaration}\0${text}`;
  const known = batches.get(key);
  if (known !== undefined) {
    known.isReused = true;
    return known;
  }
  const statements = parseBatch(text);
  const parameters = parseParameters(declaration);
  const batch: Batch = {
    statements,
    parameters,
    variables: variablesOf(statements, parameters),
    plans: new WeakMap(),
    isReused: false,
  };
  if (batches.size >= mostBatches) batches.delete(batches.keys().next().value ?? '');
  if (text.length < 50_000) batches.set(key, batch);
  return batch;
};

export type Run = {
  session: Session;
  answer: Answer;
  values: Map<string, string | null>;
  disconnectOthers: (database: string) => Promise<void>;
  hasFailed: boolean;
};

const commands: Partial<Record<Statement['kind'], number>> = {
  select: 0xc1,
  insert: 0xc3,
  delete: 0xc4,
  update: 0xc5,
};

// These undo their statement only and the batch goes on (without XACT_ABORT).
const goesOn = new Set(
  [
    208, 220, 229, 262, 272, 273, 515, 544, 547, 1205, 1222, 2601, 2627, 2628, 2714, 3701, 3702, 3902, 3903,
    4104, 8102, 8115, 8134, 15007, 15023, 15025, 15151, 15247, 1801, 911,
  ].filter((number) => number !== 208 && number !== 1205 && number !== 4104),
);
// These end the batch and take the transaction with them.
const endsTransaction = new Set([241, 242, 245, 248, 1205, 3960, 8114, 8169]);

const planFor = (
  batch: Batch,
  index: number,
  statement: Statement,
  catalogue: Catalogue,
  database: string,
): Plan | undefined => {
  let plans = batch.plans.get(catalogue);
  if (plans === undefined) batch.plans.set(catalogue, (plans = []));
  if (index in plans) return plans[index];
  const plan = compile(statement, catalogue, database, batch.variables);
  plans[index] = plan;
  return plan;
};

const valueOf = (run: Run, catalogue: Catalogue, key: string): string | null =>
  key.startsWith('@') ? (run.values.get(key) ?? null) : sessionValue(run.session, catalogue, key);

const runQuery = async (
  run: Run,
  plan: Extract<Plan, { kind: 'query' }>,
  kind: Statement['kind'],
  catalogue: Catalogue,
  isReused: boolean,
): Promise<void> => {
  const { session, answer } = run;
  const values = plan.params.map((key) => valueOf(run, catalogue, key));
  if (values.some((value) => value?.includes('\0') === true))
    throw notSupported('A string with the character U+0000');
  const about = { command: plan.command, table: plan.table };
  const result = await session.run(
    plan.sql,
    values,
    about,
    isReused && values.length > 0 ? plan.id : undefined,
  );
  if (plan.hasIdentity) session.known.hasIdentity = true;
  if (plan.assigns !== undefined) {
    const last = result.rows.at(-1);
    if (last !== undefined) plan.assigns.forEach((name, index) => run.values.set(name, last[index] ?? null));
    session.known.rowCount = kind === 'select' ? result.rows.length : 1;
    return;
  }
  session.known.rowCount = result.count;
  if (plan.columns !== undefined) answer.rows(plan.columns, result.rows);
  if (plan.columns !== undefined || !session.settings.noCount) {
    answer.done(commands[kind] ?? 0, session.settings.noCount ? undefined : result.count);
  }
};

const definitionDenied = (statement: Statement, session: Session): SqlServerError => {
  const name = 'table' in statement ? statement.table.name : '';
  if (statement.kind === 'createTable')
    return new SqlServerError(
      262,
      14,
      `CREATE TABLE permission denied in database '${session.database.name}'.`,
    );
  if (statement.kind === 'dropTable' || statement.kind === 'dropIndex') {
    const object = statement.kind === 'dropTable' ? (statement.tables[0]?.name ?? '') : name;
    return new SqlServerError(
      3701,
      14,
      `Cannot drop the table '${object}', because it does not exist or you do not have permission.`,
      20,
    );
  }
  return new SqlServerError(
    1088,
    16,
    `Cannot find the object "${name}" because it does not exist or you do not have permissions.`,
    9,
  );
};

const runSteps = async (
  run: Run,
  plan: Extract<Plan, { kind: 'definition' }>,
  statement: Statement,
): Promise<void> => {
  const { session } = run;
  if (!(await session.isOwner())) throw definitionDenied(statement, session);
  if (plan.steps.length === 0) return;
  await inOneTransaction(session, async () => {
    const about = { command: plan.command, table: plan.table };
    await session.run('SELECT mssql.run($1)', [plan.steps.join(';\n')], about);
    await applyChange(session);
  });
};

const setOption = async (run: Run, name: string, value: string): Promise<void> => {
  const { session } = run;
  const isOn = value === 'ON';
  if (name === 'ISOLATION LEVEL') {
    const levels: readonly Isolation[] = [
      'READ UNCOMMITTED',
      'READ COMMITTED',
      'REPEATABLE READ',
      'SNAPSHOT',
      'SERIALIZABLE',
    ];
    const level = levels.find((known) => known === value);
    if (session.transaction !== undefined && level !== session.transaction.isolation)
      throw notSupported('SET TRANSACTION ISOLATION LEVEL inside a transaction');
    if (level !== undefined) session.isolation = level;
    return;
  }
  if (name === 'LOCK_TIMEOUT') {
    await session.setLockTimeout(Number(value));
    return;
  }
  for (const option of name.split(',')) {
    if (option === 'XACT_ABORT') session.settings.xactAbort = isOn;
    else if (option === 'NOCOUNT') session.settings.noCount = isOn;
    else if (!isAsExpected(option, value)) throw notSupported(`SET ${option} ${value}`);
  }
};

// Options that every driver sends at login: taken when they ask for what the endpoint does anyway.
const expected: Record<string, string> = {
  ANSI_NULLS: 'ON',
  ANSI_NULL_DFLT_ON: 'ON',
  ANSI_PADDING: 'ON',
  ANSI_WARNINGS: 'ON',
  ANSI_DEFAULTS: 'ON',
  ARITHABORT: 'ON',
  CONCAT_NULL_YIELDS_NULL: 'ON',
  QUOTED_IDENTIFIER: 'ON',
  CURSOR_CLOSE_ON_COMMIT: 'OFF',
  IMPLICIT_TRANSACTIONS: 'OFF',
  NUMERIC_ROUNDABORT: 'OFF',
  TEXTSIZE: '',
  DATEFORMAT: 'MDY',
  DATEFIRST: '7',
  LANGUAGE: 'US_ENGLISH',
  ROWCOUNT: '0',
};
const isAsExpected = (option: string, value: string): boolean => {
  const want = expected[option];
  return (
    want !== undefined &&
    (want === '' ? Number(value) === -1 || Number(value) >= 2_147_483_647 : want === value)
  );
};

const simpleValue = (run: Run, value: Expression): string | null => {
  if (value.kind === 'string') return value.value;
  if (value.kind === 'number') return value.text;
  if (value.kind === 'null') return null;
  if (value.kind === 'unary' && value.operator === '-') return `-${simpleValue(run, value.operand) ?? ''}`;
  if (value.kind === 'variable') {
    if (!run.values.has(value.name))
      throw new SqlServerError(137, 15, `Must declare the scalar variable "${value.name}".`);
    return run.values.get(value.name) ?? null;
  }
  throw notSupported('An argument that is neither a literal nor a variable');
};

const lockParameters = ['@resource', '@lockmode', '@lockowner', '@locktimeout', '@dbprincipal'];

const execute = async (run: Run, statement: Extract<Statement, { kind: 'execute' }>): Promise<void> => {
  const procedure = keyOf(statement.procedure.name);
  if (procedure !== 'sp_getapplock' && procedure !== 'sp_releaseapplock') {
    if (procedure.startsWith('sp_') || procedure.startsWith('xp_'))
      throw notSupported(`The procedure ${procedure}`);
    throw new SqlServerError(2812, 16, `Could not find stored procedure '${statement.procedure.name}'.`, 62);
  }
  const order = procedure === 'sp_getapplock' ? lockParameters : ['@resource', '@lockowner', '@dbprincipal'];
  const args = new Map(
    statement.args.map(({ name, value }, index) => [name ?? order[index] ?? '', simpleValue(run, value)]),
  );
  for (const name of args.keys()) {
    if (!order.includes(name))
      throw new SqlServerError(8145, 16, `${name} is not a parameter for procedure ${procedure}.`);
    if (name === '@dbprincipal') throw notSupported('@DbPrincipal');
  }
  const lock: LockArguments = {
    resource: args.get('@resource') ?? null,
    mode: args.get('@lockmode') ?? '',
    owner: args.get('@lockowner') ?? 'Transaction',
    timeoutMs: Number(args.get('@locktimeout') ?? run.session.settings.lockTimeout),
  };
  const status =
    procedure === 'sp_getapplock'
      ? await getApplock(run.session, lock)
      : await releaseApplock(run.session, lock);
  if (statement.result !== undefined) run.values.set(statement.result, String(status));
};

const use = async (run: Run, name: string): Promise<void> => {
  const { session, answer } = run;
  const next = session.state.databases.get(keyOf(name));
  if (next === undefined)
    throw new SqlServerError(
      911,
      16,
      `Database '${name}' does not exist. Make sure that the name is entered correctly.`,
    );
  if (!session.state.mayOpen(session.login, next)) {
    throw new SqlServerError(
      916,
      14,
      `The server principal "${session.login.name}" is not able to access the database "${next.name}" under the current security context.`,
      2,
    );
  }
  const before = session.database.name;
  if (next !== session.database) await session.use(next);
  answer.write((out) => writeDatabaseChange(out, next.name, before));
  answer.info({
    number: 5701,
    state: 2,
    severity: 0,
    message: `Changed database context to '${next.name}'.`,
  });
};

const runTransaction = async (run: Run, statement: Statement): Promise<boolean> => {
  const { session, answer } = run;
  switch (statement.kind) {
    case 'begin': {
      const transaction = await session.begin();
      if (transaction.depth === 1) answer.write((out) => writeTransactionBegun(out, transaction.id));
      return true;
    }
    case 'commit': {
      const ended = await session.commit();
      if (ended !== undefined) answer.write((out) => writeTransactionCommitted(out, ended.id));
      return true;
    }
    case 'rollback': {
      if (statement.savepoint !== undefined) throw notSupported('ROLLBACK to a savepoint in a batch');
      const ended = await session.rollback();
      if (ended === undefined)
        throw new SqlServerError(
          3903,
          16,
          'The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.',
        );
      answer.write((out) => writeTransactionRolledBack(out, ended.id));
      return true;
    }
    case 'savepoint':
      throw notSupported('SAVE TRANSACTION in a batch');
    default:
      return false;
  }
};

const runStatement = async (run: Run, batch: Batch, statement: Statement, index: number): Promise<void> => {
  const { session } = run;
  if (statement.kind === 'option') return setOption(run, statement.name, statement.value);
  if (statement.kind === 'execute') return execute(run, statement);
  if (statement.kind === 'use') return use(run, statement.database);
  if (statement.kind === 'waitFor') {
    await session.run('SELECT pg_sleep($1::float8)', [String(statement.milliseconds / 1000)], {});
    return undefined;
  }
  if (await runTransaction(run, statement)) return undefined;
  if (await runSecurity(session, statement, run.disconnectOthers)) return undefined;
  const catalogue = await session.catalogue();
  const plan = planFor(batch, index, statement, catalogue, session.database.name);
  if (plan === undefined) return undefined;
  if (plan.kind === 'definition') return runSteps(run, plan, statement);
  return runQuery(run, plan, statement.kind, catalogue, batch.isReused);
};

const asSqlServerError = (error: unknown): SqlServerError => {
  if (error instanceof SqlServerError) return error;
  if (error instanceof PostgresError && error.failure.sqlState === '57014') throw new Cancelled();
  if (error instanceof RangeError && /bigint|BigInt/.test(error.message))
    return new SqlServerError(
      8115,
      16,
      'Arithmetic overflow error converting expression to data type bigint.',
      2,
    );
  throw error;
};

/** True when the batch may go on. */
const fail = async (run: Run, error: SqlServerError, line: number): Promise<boolean> => {
  const { session, answer } = run;
  run.hasFailed = true;
  session.known.error = error.number;
  session.known.rowCount = 0;
  answer.error({
    number: error.number,
    state: error.state,
    severity: error.severity,
    message: error.message,
    line,
  });
  const isAbort = session.settings.xactAbort || endsTransaction.has(error.number);
  if (isAbort) {
    const ended = await session.rollback();
    if (ended !== undefined) answer.write((out) => writeTransactionRolledBack(out, ended.id));
  }
  answer.done(0xfd, undefined, true);
  return !isAbort && goesOn.has(error.number);
};

export const runBatch = async (run: Run, batch: Batch): Promise<void> => {
  const { session } = run;
  session.known.hasIdentity = false;
  for (const name of batch.variables.keys()) if (!run.values.has(name)) run.values.set(name, null);
  for (const [index, statement] of batch.statements.entries()) {
    if (session.signal.isCancelled) throw new Cancelled();
    try {
      await runStatement(run, batch, statement, index);
      session.known.error = 0;
    } catch (error) {
      if (error instanceof Cancelled) throw error;
      if (!(await fail(run, asSqlServerError(error), statement.line))) return;
    }
  }
};

/** A value sent as one type for a parameter declared as another. */
export const fitParameter = (
  declared: SqlType,
  sent: { type: SqlType; value: string | null },
): string | null => {
  if (sent.value === null) return null;
  if (isString(declared) && isString(sent.type)) {
    const cut = declared.length === -1 ? sent.value : sent.value.slice(0, declared.length);
    return declared.name === 'char' || declared.name === 'nchar' ? cut.padEnd(declared.length) : cut;
  }
  // As text: \x and two digits for each byte.
  if (declared.name === 'binary')
    return sent.value.slice(0, 2 + declared.length * 2).padEnd(2 + declared.length * 2, '0');
  if (declared.name === sent.type.name) return sent.value;
  const whole = ['bit', 'tinyint', 'smallint', 'int', 'bigint'];
  if (whole.includes(declared.name) && whole.includes(sent.type.name)) return sent.value;
  if (declared.name === 'decimal' && whole.includes(sent.type.name)) return sent.value;
  const bytes = ['binary', 'varbinary', 'rowversion'];
  if (bytes.includes(declared.name) && bytes.includes(sent.type.name)) return sent.value;
  throw notSupported(`A value of type ${sent.type.name} for a parameter of type ${declared.name}`);
};

// Runs the statements of one request in order, and does what SQL Server does after an error: go on, end the batch, or roll the
// transaction back.
import { PostgresError } from '../postgres/connection.ts';
import { runSecurity } from '../security/run-security.ts';
import { Cancelled } from '../session.ts';
import { SqlServerError } from '../values/errors.ts';
import type { Statement } from '../sql/syntax.ts';
import { writeTransactionRolledBack } from '../tds/tokens.ts';
import { consequenceOf } from './error-rules.ts';
import { executeProcedure } from './execute-procedure.ts';
import { type Batch, compileAhead, planFor } from './prepare-batch.ts';
import { runDefinitionPlan } from './run-definition.ts';
import { runQuery, toPostgres } from './run-query.ts';
import type { Run } from './run.ts';
import { sendAhead } from './send-ahead.ts';
import { setOption } from './set-option.ts';

const runPlanned = async (run: Run, batch: Batch, statement: Statement, index: number): Promise<void> => {
  const { session } = run;
  const catalogue = await session.catalogue();
  const plan = planFor(batch, index, catalogue, session.database.name);
  if (plan === undefined) return;
  if (plan.kind === 'definition') {
    await runDefinitionPlan(session, plan, statement);
    session.known.rowCount = 0;
    return;
  }
  if (!run.ahead.has(index)) run.ahead = sendAhead(run, batch, index, catalogue);
  const query = run.ahead.get(index) ?? toPostgres(run, plan, catalogue, batch.isReused);
  await runQuery(run, plan, statement.kind, query);
};

const runStatement = async (run: Run, batch: Batch, statement: Statement, index: number): Promise<void> => {
  const { session } = run;
  switch (statement.kind) {
    case 'option':
      setOption(session, statement.name, statement.value);
      break;
    case 'execute':
      await executeProcedure(run, statement);
      break;
    default:
      if (!(await runSecurity(session, statement, run.disconnectOthers)))
        return runPlanned(run, batch, statement, index);
  }
  session.known.rowCount = 0;
  return undefined;
};

const asSqlServerError = (error: unknown): SqlServerError => {
  if (error instanceof SqlServerError) return error;
  if (error instanceof PostgresError && error.failure.sqlState === '57014') throw new Cancelled();
  throw error;
};

const writeFailure = ({ session, answer }: Run, error: SqlServerError, line: number): void => {
  session.known.rowCount = 0;
  answer.error({ ...noticeOf(error), line });
};

export const noticeOf = ({ number, state, severity, message }: SqlServerError) => ({
  number,
  state,
  severity,
  message,
});

/** True when the batch may go on. */
const fail = async (run: Run, error: SqlServerError, line: number): Promise<boolean> => {
  const { session, answer } = run;
  run.hasFailed = true;
  writeFailure(run, error, line);
  const consequence = session.settings.xactAbort ? 'ends-transaction' : consequenceOf(error.number);
  if (consequence === 'ends-transaction') {
    const ended = await session.rollback();
    if (ended !== undefined) answer.write((out) => writeTransactionRolledBack(out, ended.id));
  }
  answer.done(0xfd, undefined, true);
  return consequence === 'goes-on';
};

export const runBatch = async (run: Run, batch: Batch): Promise<void> => {
  const { session } = run;
  for (const name of batch.variables.keys()) if (!run.values.has(name)) run.values.set(name, null);
  compileAhead(batch, await session.catalogue(), session.database.name);
  for (const [index, statement] of batch.statements.entries()) {
    if (session.signal.isCancelled) throw new Cancelled();
    try {
      await runStatement(run, batch, statement, index);
    } catch (error) {
      if (error instanceof Cancelled) throw error;
      if (!(await fail(run, asSqlServerError(error), statement.line))) return;
    }
  }
};

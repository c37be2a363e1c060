// CREATE and ALTER of tables and indexes: all steps or none, with the grants brought in line after them.
import { applyChange, inOneTransaction, runDefinition } from '../security/apply-change.ts';
import type { Session } from '../session.ts';
import type { Plan } from '../sql/compile.ts';
import { SqlServerError } from '../values/errors.ts';
import type { Statement } from '../sql/syntax.ts';

const refusal = (statement: Statement, session: Session): SqlServerError => {
  if (statement.kind === 'createTable')
    return new SqlServerError(
      262,
      14,
      `CREATE TABLE permission denied in database '${session.database.name}'.`,
    );
  const name = 'table' in statement ? statement.table.name : '';
  return new SqlServerError(
    1088,
    16,
    `Cannot find the object "${name}" because it does not exist or you do not have permissions.`,
    9,
  );
};

export const runDefinitionPlan = async (
  session: Session,
  plan: Extract<Plan, { kind: 'definition' }>,
  statement: Statement,
): Promise<void> => {
  if (!(await session.isOwner())) throw refusal(statement, session);
  if (plan.steps.length === 0) return;
  await inOneTransaction(session, async () => {
    const about = { command: plan.command, table: plan.table };
    await runDefinition(session, plan.steps.join(';\n'), about);
    await applyChange(session);
  });
};

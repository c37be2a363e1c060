// One query: its parameters from the batch's variables and the session, its rows and count into the answer.
import type { PostgresQuery, PostgresResult } from '../postgres/connection.ts';
import { sessionValue } from '../session-values.ts';
import type { Catalogue } from '../sql/catalogue.ts';
import type { Plan } from '../sql/compile.ts';
import { notSupported } from '../values/errors.ts';
import type { Statement } from '../sql/syntax.ts';
import type { Run } from './run.ts';

export type Query = Extract<Plan, { kind: 'query' }>;

const commands: Partial<Record<Statement['kind'], number>> = {
  select: 0xc1,
  insert: 0xc3,
  delete: 0xc4,
  update: 0xc5,
};

const valueOf = (run: Run, catalogue: Catalogue, key: string): string | null =>
  key.startsWith('@') ? (run.values.get(key) ?? null) : sessionValue(run.session, catalogue, key);

export const hasNul = ({ values }: PostgresQuery): boolean =>
  values.some((value) => value?.includes('\0') === true);

/** With the values that its parameters have now. */
export const toPostgres = (
  run: Run,
  plan: Query,
  catalogue: Catalogue,
  isReused: boolean,
): PostgresQuery => ({
  text: plan.sql,
  values: plan.params.map((key) => valueOf(run, catalogue, key)),
  name: isReused ? plan.id : undefined,
});

/** @param query its result, where it was sent already */
export const runQuery = async (
  run: Run,
  plan: Query,
  kind: Statement['kind'],
  query: PostgresQuery | Promise<PostgresResult>,
): Promise<void> => {
  const { session, answer } = run;
  const { known, settings } = session;
  if (!(query instanceof Promise) && hasNul(query)) throw notSupported('A string with the character U+0000');
  const result = await session.run(query, { command: plan.command, table: plan.table });
  if (plan.assigns !== undefined) {
    const last = result.rows.at(-1);
    if (last !== undefined)
      plan.assigns.forEach((variable, index) => run.values.set(variable, last[index] ?? null));
    known.rowCount = kind === 'select' ? result.rows.length : 1;
    return;
  }
  known.rowCount = result.count;
  if (plan.columns !== undefined) answer.rows(plan.columns, result.rows);
  if (plan.columns !== undefined || !settings.noCount)
    answer.done(commands[kind] ?? 0, settings.noCount ? undefined : result.count);
};

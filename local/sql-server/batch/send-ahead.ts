// Statements of a batch that are on their way to PostgreSQL together: those whose values are known before the ones in front of them are done.
import type { PostgresQuery, PostgresResult } from '../postgres/connection.ts';
import type { Catalogue } from '../sql/catalogue.ts';
import type { Batch } from './prepare-batch.ts';
import { hasNul, type Query, toPostgres } from './run-query.ts';
import type { Run } from './run.ts';

/** Reads nothing that a statement in front of it sets. */
const isIndependent = ({ params }: Query, assigned: ReadonlySet<string>): boolean =>
  params.every((key) => key.startsWith('@') && !assigned.has(key));

const queriesFrom = (
  run: Run,
  batch: Batch,
  first: number,
  catalogue: Catalogue,
): readonly PostgresQuery[] => {
  const queries: PostgresQuery[] = [];
  const assigned = new Set<string>();
  // What could not be compiled ahead is told of when its turn comes.
  for (const plan of batch.plans.get(catalogue)?.slice(first) ?? []) {
    if (plan?.kind !== 'query' || !isIndependent(plan, assigned)) break;
    const query = toPostgres(run, plan, catalogue, batch.isReused);
    if (hasNul(query)) break;
    queries.push(query);
    for (const variable of plan.assigns ?? []) assigned.add(variable);
  }
  return queries;
};

/** By the index of the statement; nothing where the statements have to be run one by one. */
export const sendAhead = (
  run: Run,
  batch: Batch,
  first: number,
  catalogue: Catalogue,
): ReadonlyMap<number, Promise<PostgresResult>> => {
  const { session } = run;
  if (!batch.isReused || !session.mayRunTogether || session.signal.isCancelled) return new Map();
  const queries = queriesFrom(run, batch, first, catalogue);
  if (queries.length < 2) return new Map();
  const sent = session.connection.queryTogether(queries);
  return new Map(sent.map((result, index) => [first + index, result]));
};

// Brings one tenant's database up to date: one transaction for each migration, one runner at a time, forward only.
// Refuses a database that belongs to another tenant, a migration that was edited after it was applied, and a database
// that is ahead of this code. An interrupted run loses nothing; the next one goes on where it stopped.

import * as v from 'valibot';
import type { LoginPlace } from '#shared/credentials/purpose';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed, type Result } from '#shared/platform/result';
import type { SqlFailure } from '#shared/sql/sql-failure';
import type { SqlDatabase, SqlSession } from '#shared/sql/sql-session';
import type { Migration } from './migration-files.ts';
import {
  createMigrationTable,
  lockMigrations,
  readApplied,
  readMarker,
  recordApplied,
  writeMarker,
} from './migration-statements.ts';

export type MigrationFailure =
  | { readonly kind: 'locked' }
  | { readonly kind: 'gap'; readonly version: number }
  | { readonly kind: 'edited'; readonly version: number }
  | { readonly kind: 'database-ahead'; readonly version: number }
  | { readonly kind: 'other-tenant' }
  | {
      readonly kind: 'sql';
      readonly during: string;
      readonly failure: SqlFailure;
      readonly place?: LoginPlace;
    };

const lockTimeoutMs = 60_000;

const lockRow = v.object({ lockResult: v.number() });
const objectsRow = v.object({
  migrationTableId: v.nullable(v.number()),
  markerTableId: v.nullable(v.number()),
});
const appliedRow = v.object({ version: v.number(), sha256: v.instance(Uint8Array) });
const markerRow = v.object({ tenantId: v.string() });

type State = {
  readonly hasTable: boolean;
  readonly hasMarker: boolean;
  readonly pending: readonly Migration[];
};

type Step<T> = Promise<Result<T, MigrationFailure>>;

const sqlStep = async <T>(during: string, step: Promise<Result<T, SqlFailure>>): Step<T> => {
  const result = await step;
  return result.ok ? result : fail({ kind: 'sql', during, failure: result.failure });
};

const pendingAfter = (
  applied: readonly v.InferOutput<typeof appliedRow>[],
  migrations: readonly Migration[],
): Result<readonly Migration[], MigrationFailure> => {
  for (const [index, { version, sha256 }] of applied.entries()) {
    if (version !== index + 1) return fail({ kind: 'gap', version: index + 1 });
    const migration = migrations[index];
    if (!migration) return fail({ kind: 'database-ahead', version });
    if (migration.sha256 !== Buffer.from(sha256).toString('hex')) return fail({ kind: 'edited', version });
  }
  return succeed(migrations.slice(applied.length));
};

/** Takes the lock, then looks: whose database it is, and what it lacks. */
const inspect = async (
  session: SqlSession,
  tenantId: TenantId,
  migrations: readonly Migration[],
): Step<State> => {
  const locked = await sqlStep('lock', session.run(lockMigrations, { lockTimeoutMs }));
  if (!locked.ok) return locked;
  const [locks, objects] = locked.value.rowSets;
  if (v.parse(lockRow, locks?.[0]).lockResult < 0) return fail({ kind: 'locked' });
  const { migrationTableId, markerTableId } = v.parse(objectsRow, objects?.[0]);

  let hasMarker = false;
  if (markerTableId !== null) {
    const marker = await sqlStep('marker', session.run(readMarker, {}));
    if (!marker.ok) return marker;
    const [row] = marker.value.rowSets[0] ?? [];
    hasMarker = row !== undefined;
    if (hasMarker && v.parse(markerRow, row).tenantId !== tenantId) return fail({ kind: 'other-tenant' });
  }
  if (migrationTableId === null) return succeed({ hasTable: false, hasMarker, pending: migrations });

  const answer = await sqlStep('record', session.run(readApplied, {}));
  if (!answer.ok) return answer;
  const applied = (answer.value.rowSets[0] ?? []).map((row) => v.parse(appliedRow, row));
  const pending = pendingAfter(applied, migrations);
  return pending.ok ? succeed({ hasTable: true, hasMarker, pending: pending.value }) : pending;
};

const applyOne = async (session: SqlSession, state: State, migration: Migration): Step<Migration> => {
  const { version, name, text, sha256 } = migration;
  if (!state.hasTable) {
    const created = await sqlStep('record', session.run(createMigrationTable, {}));
    if (!created.ok) return created;
  }
  const during = `${String(version).padStart(4, '0')}-${name}`;
  const applied = await sqlStep(
    during,
    session.run({ name: `migration.${during}`, text: `SET XACT_ABORT ON;\n${text}`, parameters: {} }, {}),
  );
  if (!applied.ok) return applied;
  const recorded = await sqlStep(
    'record',
    session.run(recordApplied, { version, name, sha256: Buffer.from(sha256, 'hex') }),
  );
  return recorded.ok ? succeed(migration) : recorded;
};

const inTransaction = async <T>(database: SqlDatabase, work: (session: SqlSession) => Step<T>): Step<T> => {
  const result = await database.transaction<T, MigrationFailure>(work);
  if (result.ok) return result;
  return isMigrationFailure(result.failure)
    ? fail(result.failure)
    : fail({ kind: 'sql', during: 'transaction', failure: result.failure });
};

const migrationFailureKinds: readonly string[] = [
  'locked',
  'gap',
  'edited',
  'database-ahead',
  'other-tenant',
  'sql',
];

const isMigrationFailure = (failure: MigrationFailure | SqlFailure): failure is MigrationFailure =>
  migrationFailureKinds.includes(failure.kind);

/** What would be applied; changes nothing. */
export const pendingMigrations = (
  database: SqlDatabase,
  tenantId: TenantId,
  migrations: readonly Migration[],
): Step<readonly Migration[]> =>
  inTransaction(database, async (session) => {
    const state = await inspect(session, tenantId, migrations);
    return state.ok ? succeed(state.value.pending) : state;
  });

/** @param onApplied called after each commit */
export const applyMigrations = async (
  database: SqlDatabase,
  tenantId: TenantId,
  migrations: readonly Migration[],
  onApplied: (migration: Migration) => void = () => undefined,
): Step<readonly Migration[]> => {
  const applied: Migration[] = [];
  for (;;) {
    const step = await inTransaction(database, async (session): Step<Migration | undefined> => {
      const state = await inspect(session, tenantId, migrations);
      if (!state.ok) return state;
      const [next] = state.value.pending;
      if (next) return applyOne(session, state.value, next);
      if (state.value.hasMarker) return succeed(undefined);
      const marked = await sqlStep('marker', session.run(writeMarker, { tenantId }));
      return marked.ok ? succeed(undefined) : marked;
    });
    if (!step.ok) return step;
    if (step.value === undefined) return succeed(applied);
    applied.push(step.value);
    onApplied(step.value);
  }
};

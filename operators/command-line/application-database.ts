// A tenant's database with the application's own login, for the commands that look after what the application keeps there.

import { parseCredential } from '#shared/credentials/credential-shape';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, type Result } from '#shared/platform/result';
import type { SqlFailure } from '#shared/sql/sql-failure';
import type { SqlDatabase } from '#shared/sql/sql-session';
import { openAnyCredential } from '../credentials/open-any-credential.ts';
import { withLoginFor } from './admin-database.ts';
import { describeFailure, failureCode, type OperatorFailure } from './describe-failure.ts';
import { describeSqlFailure } from './describe-sql-failure.ts';
import type { Operator } from './operator.ts';

const patienceMs = 60_000;

export type ApplicationFailure = {
  readonly code: string;
  readonly sentence: string;
  readonly isNotSetUp?: true;
};

const inWords = (failure: OperatorFailure): ApplicationFailure => ({
  code: failureCode(failure),
  sentence: describeFailure(failure),
});

const notSetUp: ApplicationFailure = {
  code: 'not-set-up',
  sentence: 'not set up yet: it has no sql-server credential (credentials put stores it)',
  isNotSetUp: true,
};

export const withApplicationDatabase = async <T>(
  operator: Operator,
  tenantId: TenantId,
  work: (database: SqlDatabase) => Promise<Result<T, SqlFailure>>,
): Promise<Result<T, ApplicationFailure>> => {
  const { opening, newUse } = operator;
  const use = newUse();
  const record = await opening.tenantStore.load(tenantId, { isConsistent: true, deadline: use.deadline });
  if (!record.ok) return fail(inWords(record.failure));
  if (!record.value.credentials.has('sql-server')) return fail(notSetUp);
  const what = { purpose: 'sql-server', isPrevious: false };
  const opened = await openAnyCredential(opening, record.value, what, use);
  if (!opened.ok) return fail(inWords({ unreadable: opened.failure }));
  const login = parseCredential('sql-server', opened.value.value.expose());
  if (!login.ok) return fail(inWords(login.failure));
  const withLogin = await withLoginFor(operator, tenantId, { patienceMs });
  const answer = await withLogin(login.value, work);
  return answer.ok
    ? answer
    : fail({ code: answer.failure.kind, sentence: describeSqlFailure(answer.failure, login.value) });
};

// A failed migration in a sentence that says what to do. Driver texts stay out: they can quote rows.

import { describeSqlFailure } from '../command-line/describe-sql-failure.ts';
import type { MigrationFailure } from './apply-migrations.ts';

export const describeMigrationFailure = (failure: MigrationFailure): string => {
  switch (failure.kind) {
    case 'locked':
      return 'another run holds the migration lock; try again when it has finished';
    case 'gap':
      return `the database’s record of migrations lacks number ${failure.version}; put the record right first`;
    case 'edited':
      return `migration ${failure.version} was edited after it was applied here; restore the file and add a new one`;
    case 'database-ahead':
      return `the database has migration ${failure.version}, which this checkout does not; use the newer code`;
    case 'other-tenant':
      return 'the database is marked as another tenant’s; check the sql-server-admin credential';
    case 'sql':
      return `${failure.during} failed: ${describeSqlFailure(failure.failure, failure.place)}`;
  }
};

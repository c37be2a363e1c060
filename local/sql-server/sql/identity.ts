// The identity value made last: in this batch (SCOPE_IDENTITY) or in this session (@@IDENTITY).
import { type Emitted, type Scope, parameter } from './scope.ts';
import { sqlType } from '../values/types.ts';

export const emitIdentity = (scope: Scope, key: 'scopeIdentity' | 'sessionIdentity'): Emitted => ({
  sql: `(CASE WHEN ${parameter(scope.compilation, key)}::int4 = 1 THEN nullif(current_setting('mssql.identity', true), '')::numeric END)`,
  type: sqlType('decimal', { precision: 38 }),
  nullable: true,
});

// Threats 34 to 46: direct deposits, deployments, the page and load.

import { api, integration, unit } from '../test-paths.ts';
import type { Protection } from './protection.ts';

export const againstThreatsToDeposits: readonly Protection[] = [
  {
    threat: 34,
    file: 'shared/direct-deposits/change-route.ts',
    remove: 'if (recorded && keyed) {',
    put: 'if (recorded && keyed && false) {',
    test: api('exactly-once'),
  },
  {
    threat: 35,
    file: 'shared/http/entity-tag.ts',
    remove: '!tag.isWeak && tag.opaque === opaque',
    put: '!tag.isWeak || tag.opaque === opaque',
    test: api('tags-refusals-access'),
  },
  {
    threat: 36,
    file: 'shared/direct-deposits/sql/lock-parts.ts',
    remove: 'const named = [employeeResourceOf(employeeId), ',
    put: 'const named = [employeeResourceOf(`${employeeId}${Math.random()}`), ',
    test: api('concurrency'),
  },
  {
    threat: 37,
    file: 'shared/sql/mssql-database.ts',
    remove: 'return committed.failure.number === undefined\n',
    put: 'return committed.failure.number === undefined && !isSent\n',
    test: integration('sql-access/repeat-table'),
  },
  {
    threat: 38,
    file: 'shared/sql/tenant-handshake.ts',
    remove: '(marker === undefined || marker === tenantId)',
    put: 'true',
    test: integration('sql-access/connections'),
  },
  {
    threat: 39,
    file: 'shared/sql/connection-guard.ts',
    remove: 'if (isEncrypted) refusePlaintext(connection);',
    put: '',
    test: integration('sql-access/tls'),
  },
  {
    threat: 40,
    file: 'shared/platform/allowed-hosts.ts',
    remove: 'name.endsWith(`.${suffix}`)',
    put: 'name.endsWith(suffix)',
    test: unit('platform/allowed-hosts'),
  },
  {
    threat: 41,
    file: 'infra/decryptor-callers.ts',
    remove: "const all = decryptorAliases === 'off' ? ['', ...names] : [depositsAlias, ...names];",
    put: "const all = ['', depositsAlias, ...names];",
    test: 'test/infra/templates.test.ts',
  },
  {
    threat: 42,
    file: 'scripts/install-missing.mjs',
    remove: "'--ignore-scripts', ",
    put: '',
    test: 'test/infra/supply-chain.test.ts',
  },
  {
    threat: 43,
    file: 'operators/audit/follow-chain.ts',
    remove: "      settleDoubt(false, false);\n      report('row-missing', { sequence, writeId });",
    put: '',
    test: integration('operators/audit/tampering'),
  },
  {
    threat: 44,
    file: 'shared/domain/account-number.ts',
    remove: 'maskPrefix + accountNumber.slice(accountNumber.length >= 8 ? -4 : -2)',
    put: 'accountNumber',
    test: api('leaks'),
  },
  {
    threat: 45,
    file: 'infra/page-hosting.ts',
    remove: '"style-src \'self\'"',
    put: "\"style-src 'self' 'unsafe-inline'\"",
    test: 'test/web/employee.test.ts',
  },
  {
    threat: 46,
    file: 'shared/sql/sql-pools.ts',
    remove: 'Math.max(0, entries.size - maxPools)',
    put: '0',
    test: integration('sql-access/connections'),
  },
];

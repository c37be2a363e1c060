// What shared/sql decides by.

import { integration, unit } from '../test-paths.ts';
import type { Protection } from './protection.ts';

export const inSql: readonly Protection[] = [
  // shared/sql
  {
    file: 'shared/sql/tenant-handshake.ts',
    remove: '  isSameName(identity.database, login.database) &&\n',
    put: '',
    test: unit('sql/tenant-handshake'),
  },
  {
    file: 'shared/sql/tenant-handshake.ts',
    remove: '  isSameName(identity.login, identity.originalLogin) &&\n',
    put: '',
    test: unit('sql/tenant-handshake'),
  },
  {
    file: 'shared/sql/tenant-handshake.ts',
    remove: '  isSameLogin(login.user, identity.login) &&\n',
    put: '',
    test: unit('sql/tenant-handshake'),
  },
  {
    file: 'shared/sql/tenant-handshake.ts',
    remove: 'if (identity.hasSnapshots === false) onSnapshotOff();',
    put: '',
    test: integration('sql-access/connections'),
  },
  {
    file: 'shared/sql/sql-pools.ts',
    remove: 'if (!isHostAllowed(allowedHosts, login.login.server)) return fail(hostRefused);',
    put: '',
    test: integration('sql-access/connections'),
  },
  {
    file: 'shared/sql/sql-pools.ts',
    remove: 'isAlive: (connection, idleMs) => idleMs < trustedIdleMs || isAnswering(connection),',
    put: 'isAlive: () => true,',
    test: integration('sql-access/connections'),
  },
  {
    file: 'shared/sql/sql-pools.ts',
    remove: 'if (recalled) return fail({ ...recalled, isRecalled: true });',
    put: '',
    test: integration('sql-access/login-recovery'),
  },
  {
    file: 'shared/sql/tls-settings.ts',
    remove: "switchVariable(env, 'DEPOSITS_SQL_ENCRYPT', 'on')",
    put: "switchVariable(env, 'DEPOSITS_SQL_ENCRYPT', 'off')",
    test: integration('sql-access/tls'),
  },
  {
    file: 'shared/sql/tls-settings.ts',
    remove: "switchVariable(env, 'DEPOSITS_SQL_TRUST_CERTIFICATE', 'off')",
    put: "switchVariable(env, 'DEPOSITS_SQL_TRUST_CERTIFICATE', 'on')",
    test: integration('sql-access/tls'),
  },
  {
    file: 'shared/sql/sql-failure.ts',
    remove: "repeat: isCertificateTrouble(cause) ? 'never' : repeatIn(phase, repeat),",
    put: 'repeat: repeatIn(phase, repeat),',
    test: unit('sql/sql-failure'),
  },
  {
    file: 'shared/sql/sql-failure.ts',
    remove: "if (phase === 'after-login') return repeat === 'before-login' ? 'never' : repeat;",
    put: "if (phase === 'after-login') return repeat;",
    test: integration('sql-access/repeat-table'),
  },
  {
    file: 'shared/sql/repeat.ts',
    remove: "'timed-out': undefined,",
    put: "'timed-out': thrice,",
    test: integration('sql-access/repeat-table'),
  },
  {
    file: 'shared/sql/repeat.ts',
    remove: "'rolled-back': thrice,",
    put: "'rolled-back': undefined,",
    test: integration('sql-access/repeat-table'),
  },
];

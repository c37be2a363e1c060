// credentials rotate --tenant <id> --purpose account-number-key [--reseal]: one more sealing key in the keyset, the older ones
// kept; with --reseal also every stored account number under it. The job may be interrupted at any time: while numbers are
// left under an older key, the next run goes on with them instead of making another key.

import {
  countSealed,
  resealAccountNumbers,
  type ResealTally,
} from '../credentials/reseal-account-numbers.ts';
import {
  openKeyset,
  rotateAccountNumberKey,
  type StoredKeyset,
} from '../credentials/rotate-account-number-key.ts';
import { missingPermissions } from '../command-line/missing-permissions.ts';
import { askResealPermissions } from '../credentials/reseal-statements.ts';
import type { SqlFailure } from '#shared/sql/sql-failure';
import type { SqlDatabase } from '#shared/sql/sql-session';
import type { SqlServerLogin } from '#shared/credentials/purpose';
import { reportNoAdmin, withAdminDatabase, withLoginFor } from '../command-line/admin-database.ts';
import { describeSqlFailure } from '../command-line/describe-sql-failure.ts';
import { interruption } from '../command-line/in-parallel.ts';
import { openSealingOperator, type SealingOperator } from '../command-line/operator.ts';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { report, reportFailure } from '../command-line/report.ts';
import type { KeyRotationOptions } from './rotate-data-key.ts';

export type KeysetRotationOptions = KeyRotationOptions & { readonly reseal?: true };

const purpose = 'account-number-key';
const longestJobMs = 24 * 60 * 60_000;
const longestRequestMs = 5 * 60_000;
const maxShownRows = 20;

const newestKey = ({ keyset }: StoredKeyset): number => keyset.expose().current;

const rotateOnly = async (operator: SealingOperator, options: KeysetRotationOptions): Promise<ExitCode> => {
  const { tenant: tenantId } = options;
  const about = { tenantId, purpose };
  const isDryRun = options.dryRun === true;
  const { deps, newUse } = operator;
  const rotated = isDryRun
    ? await openKeyset(deps, tenantId, newUse())
    : await rotateAccountNumberKey(deps, tenantId, newUse());
  if (!rotated.ok) return reportFailure(options, about, rotated.failure);
  const step = isDryRun ? 1 : 0;
  const keyVersion = newestKey(rotated.value) + step;
  const version = rotated.value.version + step;
  report(options, { ...about, keyVersion, version, isNewKey: true, isDryRun }, [
    `${tenantId} ${purpose}: ${isDryRun ? 'would seal' : 'seals'} with key version ${keyVersion} from now on, every older key kept (version ${version})`,
  ]);
  return exitCodes.done;
};

const reportSqlFailure = (
  options: KeysetRotationOptions,
  failure: SqlFailure,
  { login, resealed }: { readonly login: SqlServerLogin; readonly resealed: number },
): ExitCode => {
  const done = resealed === 0 ? 'nothing was sealed anew' : `${resealed} numbers were sealed anew before`;
  const sentence = `${describeSqlFailure(failure, login)}; ${done}, run it again to go on`;
  return reportFailure(
    options,
    { tenantId: options.tenant, purpose },
    { unreadable: failure.kind },
    sentence,
  );
};

const reportTally = (
  options: KeysetRotationOptions,
  { keyVersion, isNewKey }: { readonly keyVersion: number; readonly isNewKey: boolean },
  { resealed, busy, unreadable, isInterrupted }: ResealTally,
): ExitCode => {
  const { tenant: tenantId } = options;
  const about = { tenantId, purpose };
  report(options, { ...about, keyVersion, isNewKey, resealed, busy, unreadable, isInterrupted }, [
    isNewKey
      ? `${tenantId} ${purpose}: seals with key version ${keyVersion} from now on`
      : `${tenantId} ${purpose}: going on with key version ${keyVersion}; no new key (--new-key makes one all the same)`,
    `${resealed} account numbers sealed anew, ${unreadable.length} that do not open`,
    ...unreadable.slice(0, maxShownRows).map((id) => `  does not open: direct deposit ${id}`),
    ...(busy > 0 ? [`${busy} employees were busy; run it again`] : []),
    ...(isInterrupted ? ['Interrupted; run it again to go on.'] : []),
  ]);
  return busy === 0 && unreadable.length === 0 && !isInterrupted ? exitCodes.done : exitCodes.failed;
};

const rotateAndReseal = async (
  { deps, terminal, newUse }: SealingOperator,
  options: KeysetRotationOptions,
  database: SqlDatabase,
  login: SqlServerLogin,
): Promise<ExitCode> => {
  const { tenant: tenantId } = options;
  const about = { tenantId, purpose };
  const stored = await openKeyset(deps, tenantId, newUse());
  if (!stored.ok) return reportFailure(options, about, stored.failure);
  const counts = await countSealed(database);
  if (!counts.ok) return reportSqlFailure(options, counts.failure, { login, resealed: 0 });
  const lacks = await missingPermissions(database, askResealPermissions);
  if (!lacks.ok) return reportSqlFailure(options, lacks.failure, { login, resealed: 0 });
  if (lacks.value.length > 0) {
    const sentence = `sql-server-admin lacks ${lacks.value.join(' and ')}; nothing was changed`;
    return reportFailure(options, about, { unreadable: 'permission-missing' }, sentence);
  }
  const rows = [...counts.value.values()].reduce((sum, count) => sum + count, 0);
  const underOlder = rows - (counts.value.get(newestKey(stored.value)) ?? 0);
  const isNewKey = options.newKey === true || underOlder === 0;
  const toReseal = isNewKey ? rows : underOlder;

  if (options.dryRun === true) {
    const keyVersion = newestKey(stored.value) + (isNewKey ? 1 : 0);
    report(options, { ...about, keyVersion, isNewKey, toReseal, isDryRun: true }, [
      `${tenantId} ${purpose}: would ${isNewKey ? 'make' : 'go on with'} key version ${keyVersion} and seal ${toReseal} account numbers anew`,
    ]);
    return exitCodes.done;
  }
  const rotated = isNewKey ? await rotateAccountNumberKey(deps, tenantId, newUse()) : stored;
  if (!rotated.ok) return reportFailure(options, about, rotated.failure);

  const bar = terminal.startBar('Account numbers', toReseal);
  let resealed = 0;
  const done = await resealAccountNumbers(database, {
    tenantId,
    keyset: rotated.value.keyset.expose(),
    signal: interruption(),
    onResealed: (count) => {
      resealed += count;
      bar.advance(count);
    },
  });
  bar.end();
  return done.ok
    ? reportTally(options, { keyVersion: newestKey(rotated.value), isNewKey }, done.value)
    : reportSqlFailure(options, done.failure, { login, resealed });
};

export const runKeysetRotation = async (options: KeysetRotationOptions): Promise<ExitCode> => {
  const operator = await openSealingOperator('rotate --purpose account-number-key');
  if (options.reseal !== true) return rotateOnly(operator, options);

  const { tenant: tenantId } = options;
  const patienceMs = longestJobMs;
  const withLogin = await withLoginFor(operator, tenantId, { patienceMs, longestRequestMs });
  const used = await withAdminDatabase(operator, tenantId, { withLogin, patienceMs }, (database, login) =>
    rotateAndReseal(operator, options, database, login),
  );
  return used.ok ? used.value : reportNoAdmin(options, { tenantId, purpose }, used.failure);
};

// credentials rotate-login --tenant <id> [--in-place]: a new password for a tenant's database login, in the database and in the
// store, by the tenant's `sql-server-admin` credential. Passwords are made here and shown nowhere.

import type { Command } from 'commander';
import type { SqlServerLogin } from '#shared/credentials/purpose';
import type { TenantId } from '#shared/domain/tenant-id';
import { systemClock } from '#shared/platform/clock';
import { wholeNumberVariable } from '#shared/platform/environment';
import { credentialMaxAgeSeconds } from '#shared/platform/setting-ranges';
import type { SqlDatabase } from '#shared/sql/sql-session';
import { openSealingOperator } from '../command-line/operator.ts';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { parseTenantOption } from '../command-line/option-values.ts';
import { reportNoAdmin, withAdminDatabase, withLoginFor } from '../command-line/admin-database.ts';
import { failureCode } from '../command-line/describe-failure.ts';
import { describeSqlFailure } from '../command-line/describe-sql-failure.ts';
import { report, reportFailure, type JsonOption } from '../command-line/report.ts';
import {
  rotateAlternating,
  rotateInPlace,
  type RotateLoginFailure,
  type RotateLoginTools,
  type RotatedLogin,
} from './rotate-login.ts';

type Options = JsonOption & {
  readonly tenant: TenantId;
  readonly inPlace?: true;
  readonly now?: true;
  readonly dryRun?: true;
};

const purpose = 'sql-server';
const patienceMs = 60_000;

const stepSentences = {
  find: 'the database could not be asked what this needs; nothing was changed',
  password: 'the other login could not be given a password; nothing that is in use was changed',
  user: 'the login could not be made a user of the database in the application’s role; run it again to go on',
  verify: 'the new password does not log in; run it again to go on',
} as const;

const howToGrant =
  'an administrator grants it: USE master; GRANT ALTER ANY LOGIN TO [its login]; in the tenant’s database it is in db_owner';

const reportRotationFailure = (
  options: Options,
  failure: RotateLoginFailure,
  admin: SqlServerLogin,
): ExitCode => {
  const about = { tenantId: options.tenant, purpose };
  if (typeof failure === 'object' && 'step' in failure) {
    // The new login is not the one whose place is known here.
    const place = failure.step === 'verify' ? undefined : admin;
    const sentence = `${stepSentences[failure.step]}: ${describeSqlFailure(failure.sql, place)}`;
    return reportFailure(options, about, { unreadable: failure.sql.kind }, sentence);
  }
  if (typeof failure === 'object' && 'lacks' in failure) {
    const sentence = `sql-server-admin lacks ${failure.lacks.join(' and ')}; nothing was changed (${howToGrant})`;
    return reportFailure(options, about, { unreadable: 'permission-missing' }, sentence);
  }
  if (typeof failure === 'object' && 'unclear' in failure) {
    const sentence = `the answer to the change of the password was lost, and neither password could be tried since: ${describeSqlFailure(failure.unclear, admin)}; functions work with either, run it again to go on`;
    return reportFailure(options, about, { unreadable: failure.unclear.kind }, sentence);
  }
  if (typeof failure === 'object' && 'refused' in failure) {
    const { refused, restored } = failure;
    const wayBack = restored.ok
      ? `the password before is stored again, as version ${restored.value}`
      : `the stored one could not be taken back (${failureCode(restored.failure)}): functions go on with the version before, credentials revert takes it back`;
    const sentence = `the database refused the new password; ${wayBack}: ${describeSqlFailure(refused, admin)}`;
    return reportFailure(options, about, { unreadable: refused.kind }, sentence);
  }
  if (typeof failure === 'object' && 'waitMs' in failure) {
    const seconds = Math.ceil(failure.waitMs / 1_000);
    const sentence = `functions may use the login whose turn it is for another ${seconds} s; nothing was changed (--now does not wait for that)`;
    return reportFailure(options, about, { unreadable: 'in-use' }, sentence);
  }
  return reportFailure(options, about, failure);
};

const reportRotation = (options: Options, rotated: RotatedLogin): ExitCode => {
  const { tenant: tenantId } = options;
  const isDryRun = options.dryRun === true;
  const { version, user, before, isResumed } = rotated;
  const does = isDryRun ? 'would log in' : 'logs in';
  const inPlace = {
    done: isResumed
      ? 'An interrupted rotation was finished; no new password was made.'
      : 'The password before it is no longer valid.',
    planned: isResumed
      ? 'An interrupted rotation would be finished; no new password would be made.'
      : 'The password before it would no longer be valid.',
  };
  report(options, { tenantId, purpose, version, user, before: before ?? null, isResumed, isDryRun }, [
    `${tenantId} ${purpose}: version ${version} ${does} as ${user}`,
    before === undefined
      ? inPlace[isDryRun ? 'planned' : 'done']
      : `${before} stays valid until the next rotation.`,
  ]);
  return exitCodes.done;
};

const runRotateLogin = async (options: Options): Promise<ExitCode> => {
  const { tenant: tenantId } = options;
  const operator = await openSealingOperator('rotate-login');
  const { deps, newUse } = operator;
  const withLogin = await withLoginFor(operator, tenantId, { patienceMs });
  const maxAgeSeconds = wholeNumberVariable(
    process.env,
    'DEPOSITS_CREDENTIAL_MAX_AGE_SECONDS',
    credentialMaxAgeSeconds,
  );
  const isDryRun = options.dryRun === true;
  const rotate = async (admin: SqlDatabase, login: SqlServerLogin): Promise<ExitCode> => {
    const tools: RotateLoginTools = {
      tenantId,
      deps,
      newUse,
      admin,
      withLogin,
      nowMs: systemClock.nowMs,
      credentialMaxAgeMs: maxAgeSeconds * 1_000,
    };
    const rotated =
      options.inPlace === true
        ? await rotateInPlace(tools, { isDryRun })
        : await rotateAlternating(tools, { isDryRun, mayHurry: options.now === true });
    return rotated.ok
      ? reportRotation(options, rotated.value)
      : reportRotationFailure(options, rotated.failure, login);
  };
  const used = await withAdminDatabase(operator, tenantId, { withLogin, patienceMs }, rotate);
  return used.ok ? used.value : reportNoAdmin(options, { tenantId, purpose }, used.failure);
};

export const addRotateLoginCommand = (program: Command): void => {
  const command = program
    .command('rotate-login')
    .description('Give a tenant’s database login a new password, in the database and in the store.')
    .requiredOption('--tenant <id>', 'whose login', parseTenantOption)
    .option('--in-place', 'change the password of the only login, instead of handing over to the other one')
    .option('--now', 'hand over although functions may still use the other login')
    .option('--dry-run', 'say what would be done, change nothing')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Two logins take turns: acme_app and acme_app_clone (made at the first rotation). The one that is not in use gets a new
password, is tried, and is stored as the next version of sql-server. The other stays valid until the next rotation.
Works with the tenant's sql-server-admin credential, which needs ALTER ANY LOGIN (USE master; GRANT ALTER ANY LOGIN TO [its
login];) and asks for it before anything is changed, as --dry-run does. What was interrupted is finished by running the same
command again; what the database refuses is taken back. No password is shown.

Examples:
  npm run credentials -- rotate-login --tenant acme
  npm run credentials -- rotate-login --tenant acme --in-place`,
    )
    .action(async (options: Options) => {
      if (options.inPlace === true && options.now === true)
        return command.error('error: --now goes without --in-place.');
      process.exitCode = await runRotateLogin(options);
    });
};

// credentials list [--tenant <id> | --all]: which tenants there are and what is stored about each, by name, version, format and
// key. Opens nothing and needs no key.

import type { Command } from 'commander';
import { envelopeFacts } from '../credentials/stored-envelope-facts.ts';
import type { FormatLookup } from '#shared/crypto/format-registry';
import type { TenantId } from '#shared/domain/tenant-id';
import type { TenantRecord } from '#shared/tenants/tenant-record';
import { describeFailure, failureCode } from '../command-line/describe-failure.ts';
import { inParallel, interruption } from '../command-line/in-parallel.ts';
import { openOperator } from '../command-line/operator.ts';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { parseTenantOption } from '../command-line/option-values.ts';
import { report, reportFailure, type JsonOption } from '../command-line/report.ts';
import { table } from '../command-line/table.ts';
import { whichTenants } from '../command-line/which-tenants.ts';

type ListOptions = JsonOption & { readonly tenant?: TenantId; readonly all?: true };

type ListedCredential = {
  readonly purpose: string;
  readonly version: number | null;
  readonly previousVersion: number | null;
  readonly format: string | null;
  readonly key: string | null;
  readonly updatedAt: string | null;
};

type ListedTenant = {
  readonly tenantId: TenantId;
  readonly status: string;
  readonly formatFloor: string;
  readonly dataKeys: readonly number[];
  readonly credentials: readonly ListedCredential[];
};

const listCredentials = (
  lookUpFormat: FormatLookup,
  { credentials, malformedCredentials }: TenantRecord,
): readonly ListedCredential[] => [
  ...[...credentials].map(([purpose, { current, previous, updatedAt }]) => {
    const facts = envelopeFacts(lookUpFormat, current.envelope);
    return {
      purpose,
      version: current.version,
      previousVersion: previous?.version ?? null,
      format: facts?.format ?? null,
      key: facts?.key ?? null,
      updatedAt,
    };
  }),
  ...[...malformedCredentials].map((purpose) => ({
    purpose,
    version: null,
    previousVersion: null,
    format: null,
    key: null,
    updatedAt: null,
  })),
];

const listTenant = (lookUpFormat: FormatLookup, record: TenantRecord): ListedTenant => ({
  tenantId: record.tenantId,
  status: record.policy.status,
  formatFloor: record.policy.formatFloor,
  dataKeys: [...record.wrappedKeys.keys()].toSorted((left, right) => left - right),
  credentials: listCredentials(lookUpFormat, record).toSorted((left, right) =>
    left.purpose.localeCompare(right.purpose),
  ),
});

const nothing: ListedCredential = {
  purpose: '(nothing stored)',
  version: null,
  previousVersion: null,
  format: '',
  key: '',
  updatedAt: '',
};

const listLines = (tenants: readonly ListedTenant[]): readonly string[] =>
  tenants.length === 0
    ? ['There are no tenants.']
    : table(
        ['tenant', 'status', 'floor', 'credential', 'version', 'previous', 'format', 'key', 'last changed'],
        tenants.flatMap(({ tenantId, status, formatFloor, credentials }) =>
          (credentials.length === 0 ? [nothing] : credentials).map((each, index) => [
            index === 0 ? tenantId : '',
            index === 0 ? status : '',
            index === 0 ? formatFloor : '',
            each.purpose,
            String(each.version ?? ''),
            String(each.previousVersion ?? ''),
            each.format ?? 'cannot be understood',
            each.key ?? '',
            each.updatedAt ?? '',
          ]),
        ),
      );

const list = async (options: ListOptions): Promise<ExitCode> => {
  const { opening, directory, terminal, newUse } = await openOperator('list');
  const ids = await whichTenants(directory, options.tenant);
  if (!ids.ok) return reportFailure(options, {}, ids.failure);
  const listed: ListedTenant[] = [];
  const failures: { readonly tenantId: TenantId; readonly code: string }[] = [];
  const signal = interruption();
  await inParallel(ids.value, { concurrency: 8, signal }, async (tenantId) => {
    const { deadline } = newUse();
    const record = await opening.tenantStore.load(tenantId, { isConsistent: true, deadline });
    if (record.ok) listed.push(listTenant(opening.lookUpFormat, record.value));
    else {
      failures.push({ tenantId, code: failureCode(record.failure) });
      terminal.write(`${tenantId}: ${describeFailure(record.failure)}\n`);
    }
  });
  const tenants = listed.toSorted((left, right) => left.tenantId.localeCompare(right.tenantId));
  const isInterrupted = listed.length + failures.length < ids.value.length;
  report(
    options,
    { tenants, failures, isInterrupted },
    tenants.length === 0 && failures.length > 0 ? [] : listLines(tenants),
  );
  return failures.length === 0 && !isInterrupted ? exitCodes.done : exitCodes.failed;
};

export const addListCommand = (program: Command): void => {
  const command = program
    .command('list')
    .description('List tenants, their status, and what is stored about each: names and versions, no values.')
    .option('--tenant <id>', 'one tenant', parseTenantOption)
    .option('--all', 'every tenant that has a policy (also without this)')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  npm run credentials -- list --tenant acme')
    .action(async (options: ListOptions) => {
      if (options.tenant !== undefined && options.all !== undefined)
        command.error('error: Say either --tenant <id> or --all.');
      process.exitCode = await list(options);
    });
};

// credentials list [--tenant <id> | --all]: which tenants there are and what is stored about each, by name, version, format and
// key. Opens nothing and needs no key.

import type { Command } from 'commander';
import { envelopeFacts } from '../credentials/stored-envelope-facts.ts';
import type { FormatLookup } from '#shared/crypto/format-registry';
import type { TenantId } from '#shared/domain/tenant-id';
import type { TenantRecord } from '#shared/tenants/tenant-record';
import { openOperator } from '../command-line/operator.ts';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { report, reportFailure } from '../command-line/report.ts';
import { table } from '../command-line/table.ts';
import { onTenants, readTenants, type TenantsOptions } from '../command-line/tenants-command.ts';
import { whichTenants } from '../command-line/which-tenants.ts';

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

const list = async (options: TenantsOptions): Promise<ExitCode> => {
  const operator = await openOperator('list');
  const ids = await whichTenants(operator.directory, options.tenant);
  if (!ids.ok) return reportFailure(options, {}, ids.failure);
  const { lookUpFormat } = operator.opening;
  const read = await readTenants(operator, ids.value, (record) => listTenant(lookUpFormat, record));
  const { tenants, failures, isInterrupted } = read;
  report(options, read, tenants.length === 0 && failures.length > 0 ? [] : listLines(tenants));
  return failures.length === 0 && !isInterrupted ? exitCodes.done : exitCodes.failed;
};

export const addListCommand = (program: Command): void => {
  onTenants(program.command('list'), 'optional', list)
    .description('List tenants, their status, and what is stored about each: names and versions, no values.')
    .addHelpText('after', '\nExample:\n  npm run credentials -- list --tenant acme');
};

// One credential of an import. A column that holds all of it is stored as it is, in an envelope of its legacy scheme; columns
// apart are put together, with the sealed ones opened, and sealed in the current format.

import { parseAdoNetConnectionString } from '#shared/credentials/ado-net-connection-string';
import { describeShape } from '../credentials/describe-shape.ts';
import {
  importCredential,
  type ImportFailure,
  type ImportOptions,
} from '../credentials/import-credential.ts';
import { formatOfScheme, openLegacyText } from '../credentials/legacy-value.ts';
import { replaceCredential, type ReplaceFailure } from '../credentials/replace-credential.ts';
import { parseStorable } from '../credentials/storable-credential.ts';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed, type Result } from '#shared/platform/result';
import { Secret } from '#shared/platform/secret';
import { describeFailure } from '../command-line/describe-failure.ts';
import type { MappedCredential, MemberSource } from './import-map.ts';
import type { ImportRow } from './import-rows.ts';
import type { SealingOperator } from '../command-line/operator.ts';

export type Imported = {
  readonly purpose: string;
  readonly format: string;
  readonly version: number;
  readonly isUnchanged: boolean;
};

type Job = {
  readonly operator: Pick<SealingOperator, 'deps' | 'newUse'>;
  readonly tenantId: TenantId;
  readonly row: ImportRow;
  readonly options: ImportOptions;
};

type Members = Readonly<Record<string, MemberSource>>;

const explain = (failure: ImportFailure | ReplaceFailure): string => describeFailure(failure);

const missingColumn = (column: string): string => `the export has no column ${JSON.stringify(column)}`;

const importWhole = async (
  { operator, tenantId, row, options }: Job,
  { purpose, scheme, legacyKey, column }: MappedCredential & { readonly column: string },
): Promise<Result<Imported, string>> => {
  const cell = row.get(column);
  if (cell === undefined) return fail(missingColumn(column));
  const legacy = { tenantId, purpose, scheme, legacyKeyId: legacyKey, value: new Secret(cell) };
  const stored = await importCredential(operator.deps, legacy, options, operator.newUse());
  return stored.ok
    ? succeed({ purpose, format: formatOfScheme(scheme), ...stored.value })
    : fail(explain(stored.failure));
};

/** `tcp:host,port` in one cell, as ADO.NET's data source has it, when no port is mapped. */
const splitServer = (value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const { server, ...rest } = value;
  if (typeof server !== 'string' || 'port' in rest) return value;
  const parsed = parseAdoNetConnectionString(`Data Source="${server.replaceAll('"', '""')}"`);
  return parsed === undefined ? value : { server: parsed.server, port: parsed.port, ...rest };
};

const gatherMembers = async (
  { operator, tenantId, row }: Job,
  { purpose, scheme, legacyKey, members }: MappedCredential & { readonly members: Members },
): Promise<Result<Readonly<Record<string, unknown>>, string>> => {
  const { deps } = operator;
  const use = operator.newUse();
  const record = await deps.tenantStore.load(tenantId, { isConsistent: true, deadline: use.deadline });
  if (!record.ok) return fail(describeFailure(record.failure));
  const gathered: Record<string, unknown> = {};
  for (const [member, source] of Object.entries(members)) {
    let text = 'value' in source ? source.value : row.get(source.column);
    if (text === undefined) return fail(missingColumn('column' in source ? source.column : ''));
    if ('column' in source && source.sealed) {
      const legacy = { scheme, legacyKeyId: legacyKey, value: new Secret(text) };
      const opened = await openLegacyText(deps, record.value, purpose, legacy, use);
      if (!opened.ok) return fail(`${member}: ${explain(opened.failure)}`);
      text = opened.value.expose();
    }
    gathered[member] = member === 'port' && /^[0-9]{1,5}$/.test(text) ? Number(text) : text;
  }
  return succeed(purpose.startsWith('sql-server') ? splitServer(gathered) : gathered);
};

const importApart = async (
  job: Job,
  mapped: MappedCredential & { readonly members: Members },
): Promise<Result<Imported, string>> => {
  const { operator, tenantId, options } = job;
  const { purpose } = mapped;
  const gathered = await gatherMembers(job, mapped);
  if (!gathered.ok) return gathered;
  if (!parseStorable(purpose, gathered.value).ok)
    return fail(`not a credential of its purpose: ${describeShape(purpose, gathered.value).join(', ')}`);
  const value = new Secret<unknown>(gathered.value);
  const replacement = { tenantId, purpose, value, format: 'jwe1', mustExist: false, ...options } as const;
  const stored = await replaceCredential(operator.deps, replacement, operator.newUse());
  return stored.ok
    ? succeed({ purpose, format: replacement.format, ...stored.value })
    : fail(explain(stored.failure));
};

export const importMapped = (job: Job, mapped: MappedCredential): Promise<Result<Imported, string>> =>
  'column' in mapped ? importWhole(job, mapped) : importApart(job, mapped);

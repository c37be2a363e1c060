// credentials import --tenant <id> --map <file> <csv>: brings the old application's exported columns in. Run again, it leaves
// what is there; it never puts an old value over a newer one unless told to.

import type { Command } from 'commander';
import type { TenantId } from '#shared/domain/tenant-id';
import { importMapped, type Imported } from './import-mapped.ts';
import { readImportMap } from './import-map.ts';
import { readImportRows, rowOf } from './import-rows.ts';
import { openSealingOperator } from '../command-line/operator.ts';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { parseTenantOption } from '../command-line/option-values.ts';
import { report, type JsonOption } from '../command-line/report.ts';

type ImportCommandOptions = JsonOption & {
  readonly tenant: TenantId;
  readonly map: string;
  readonly replace?: true;
  readonly dryRun?: true;
};

const describeImported = (isDryRun: boolean, { purpose, format, version, isUnchanged }: Imported): string =>
  isUnchanged
    ? `${purpose}: stored already, version ${version}`
    : `${purpose}: ${isDryRun ? 'would store' : 'stored'} version ${version} as ${format}`;

const refuse = (complaint: string): ExitCode => {
  console.error(complaint);
  return exitCodes.failed;
};

const runImport = async (csvPath: string, options: ImportCommandOptions): Promise<ExitCode> => {
  const { tenant: tenantId } = options;
  const map = readImportMap(options.map);
  if (!map.ok) return refuse(map.failure);
  const rows = await readImportRows(csvPath, map.value);
  if (!rows.ok) return refuse(rows.failure);
  const row = rowOf(rows.value, map.value, tenantId);
  if (!row.ok) return refuse(row.failure);

  const operator = await openSealingOperator('import');
  const isDryRun = options.dryRun === true;
  const imported: Imported[] = [];
  const failures: { readonly purpose: string; readonly reason: string }[] = [];
  const how = { mayReplace: options.replace === true, isDryRun };
  for (const mapped of map.value.credentials) {
    const done = await importMapped({ operator, tenantId, row: row.value, options: how }, mapped);
    if (done.ok) imported.push(done.value);
    else {
      failures.push({ purpose: mapped.purpose, reason: done.failure });
      console.error(`${tenantId} ${mapped.purpose}: ${done.failure}`);
    }
  }
  report(
    options,
    { tenantId, isDryRun, imported, failures },
    imported.map((one) => `${tenantId} ${describeImported(isDryRun, one)}`),
  );
  return failures.length === 0 ? exitCodes.done : exitCodes.failed;
};

export const addImportCommand = (program: Command): void => {
  program
    .command('import')
    .description('Bring in the columns that the old application exported.')
    .argument('<csv>', 'the export, with the columns’ names in its first line')
    .requiredOption('--tenant <id>', 'whose credentials', parseTenantOption)
    .requiredOption('--map <file>', 'which columns make which credential (JSON)')
    .option('--replace', 'also where another value is stored; that one is kept as previous')
    .option('--dry-run', 'open everything, store nothing')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Example:
  npm run credentials -- import --tenant initech --map map.json export.csv --dry-run

The map:
  { "tenantColumn": "Company", "credentials": [
      { "purpose": "sql-server", "scheme": "medvedev-pdb", "legacyKey": "old", "column": "ConnectionString" } ] }
or, with columns apart, "members": { "server": { "column": "DbServer" }, "password": { "column": "Pwd", "sealed": true }, … }.
The legacy key has to be there first: credentials put --purpose legacy-key#old. A message of the AWS Encryption SDK has the
scheme esdk1 and no legacyKey; what a message may be is said by credentials put --purpose legacy-key#esdk1.`,
    )
    .action(async (csvPath: string, options: ImportCommandOptions) => {
      process.exitCode = await runImport(csvPath, options);
    });
};

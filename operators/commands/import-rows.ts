// The rows of an export in CSV, each cell by its column's name, and the one row that is about a tenant. Messages name lines
// and columns, never cells.

import { CsvError, parse } from 'csv-parse/sync';
import { readFile } from 'node:fs/promises';
import { fail, succeed, type Result } from '#shared/platform/result';
import type { TenantId } from '#shared/domain/tenant-id';
import type { ImportMap } from './import-map.ts';
import { decodeText } from '../command-line/decode-text.ts';
import { operatorPath } from '../command-line/operator-path.ts';

export type ImportRow = ReadonlyMap<string, string>;

const parseRows = (
  text: string,
  { delimiter, tenantColumn }: ImportMap,
): Result<readonly ImportRow[], string> => {
  try {
    const lines: readonly (readonly string[])[] = parse(text, {
      delimiter,
      skip_empty_lines: true,
    });
    const [columns = [], ...rows] = lines;
    if (new Set(columns).size < columns.length) return fail('The export names a column twice.');
    if (tenantColumn !== undefined && !columns.includes(tenantColumn))
      return fail(`The export has no column ${JSON.stringify(tenantColumn)}.`);
    return succeed(
      rows.map((cells) => new Map(columns.map((column, index) => [column, cells[index] ?? '']))),
    );
  } catch (error) {
    const code = error instanceof CsvError ? ` (${error.code})` : '';
    return fail(`The export is not CSV as the map describes it${code}.`);
  }
};

export const readImportRows = async (
  path: string,
  map: ImportMap,
): Promise<Result<readonly ImportRow[], string>> => {
  const { encoding } = map;
  const bytes = await readFile(operatorPath(path)).catch(() => undefined);
  const text = bytes === undefined ? undefined : decodeText(bytes, encoding);
  return text === undefined ? fail(`The export cannot be read as ${encoding}.`) : parseRows(text, map);
};

export const rowOf = (
  rows: readonly ImportRow[],
  { tenantColumn, tenantValue }: ImportMap,
  tenantId: TenantId,
): Result<ImportRow, string> => {
  const isTenants = (row: ImportRow): boolean =>
    tenantColumn === undefined || row.get(tenantColumn) === (tenantValue ?? tenantId);
  const [row, ...more] = rows.filter(isTenants);
  if (row === undefined) return fail('The export has no row for the tenant.');
  if (more.length > 0) {
    return fail(
      tenantColumn === undefined
        ? `The export has ${rows.length} rows: say in the map which column names the tenant (tenantColumn).`
        : `The export has ${more.length + 1} rows for the tenant.`,
    );
  }
  return succeed(row);
};

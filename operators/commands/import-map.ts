// The map of an import: which columns of the old application's export make which credential, and how they were sealed.
//
//   { "tenantColumn": "Company", "tenantValue": "INI-01", "delimiter": ";", "encoding": "windows-1252",
//     "credentials": [
//       { "purpose": "sql-server", "scheme": "medvedev-pdb", "legacyKey": "old", "column": "ConnectionString" },
//       { "purpose": "sql-server", "scheme": "md5-tripledes-ecb", "legacyKey": "old", "members": {
//           "server": { "column": "DbServer" }, "database": { "column": "DbName" }, "port": { "value": "1433" },
//           "user": { "column": "DbUser" }, "password": { "column": "DbPassword", "sealed": true } } } ] }

import * as v from 'valibot';
import { isStorablePurpose, type StorablePurpose } from '#shared/credentials/purpose';
import { parseJson } from '#shared/platform/parse-json';
import { fail, succeed, type Result } from '#shared/platform/result';
import { readTextFile } from '../command-line/read-text-file.ts';

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

const source = v.union([
  v.strictObject({ column: name, sealed: v.optional(v.boolean(), false) }),
  v.strictObject({ value: v.string() }),
]);

const sealing = {
  purpose: v.custom<StorablePurpose>((value) => typeof value === 'string' && isStorablePurpose(value)),
  scheme: name,
  /** Messages of the AWS Encryption SDK (`esdk1`) name none. */
  legacyKey: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
};

const credential = v.union([
  v.strictObject({ ...sealing, column: name }),
  v.strictObject({ ...sealing, members: v.record(name, source) }),
]);

const map = v.strictObject({
  tenantColumn: v.optional(name),
  tenantValue: v.optional(name),
  delimiter: v.optional(v.pipe(v.string(), v.length(1)), ','),
  encoding: v.optional(v.picklist(['utf-8', 'utf-16le', 'windows-1252']), 'utf-8'),
  credentials: v.pipe(v.array(credential), v.minLength(1)),
});

export type ImportMap = v.InferOutput<typeof map>;
export type MappedCredential = ImportMap['credentials'][number];
export type MemberSource = v.InferOutput<typeof source>;

/** The failure says where in the map, never what is there. */
export const readImportMap = (path: string): Result<ImportMap, string> => {
  const text = readTextFile(path);
  if (!text.ok) return fail(`The map ${text.failure}.`);
  const value = parseJson(text.value);
  if (value === undefined) return fail('The map cannot be read as JSON.');
  const parsed = v.safeParse(map, value);
  if (parsed.success) {
    const { tenantColumn, tenantValue } = parsed.output;
    return tenantValue !== undefined && tenantColumn === undefined
      ? fail('The map has a tenantValue and no tenantColumn: say in which column it stands.')
      : succeed(parsed.output);
  }
  const [issue] = parsed.issues;
  return fail(`The map is not understood at ${v.getDotPath(issue) ?? 'its top'}.`);
};

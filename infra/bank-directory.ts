// Names of banks by routing number, from a file that a deployment supplies, in parts small enough that a page fetches only what it shows.

import { parse } from 'csv-parse/sync';
import type { PageFile } from './page-hosting.ts';

export class BankDirectoryError extends Error {
  override readonly name = 'BankDirectoryError';
}

/**
 * @param csv of two columns: routing number (nine digits) and name; a first line without a number is a heading
 * @returns `/banks/0210.json` with the names of all routing numbers that begin with these four digits, and so on
 * @throws BankDirectoryError with the number of the line
 */
export const bankFiles = (csv: string): readonly PageFile[] => {
  const rows: string[][] = parse(csv, {
    bom: true,
    relaxColumnCount: true,
    skipEmptyLines: true,
    trim: true,
  });
  const hasHeading = rows[0] !== undefined && !/\d/.test(rows[0][0] ?? '');
  const banks = rows.slice(hasHeading ? 1 : 0).map(([routingNumber = '', name = ''], index) => {
    if (!/^\d{9}$/.test(routingNumber) || name === '')
      throw new BankDirectoryError(
        `Row ${index + 1} of the banks has to be a routing number of nine digits, a comma and a name`,
      );
    return [routingNumber, name] as const;
  });
  return [...Map.groupBy(banks, ([routingNumber]) => routingNumber.slice(0, 4))].map(([prefix, own]) => ({
    name: `/banks/${prefix}.json`,
    body: Buffer.from(JSON.stringify(Object.fromEntries(own))),
  }));
};

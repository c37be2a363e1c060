// A bank's file of returns and corrections as a bank writes it, for tests: whole unless a test damages it.

import { checkDigitOf, recordLength } from '#operators/payroll/ach/ach-records';

export type AchEntry = {
  readonly transactionCode?: string;
  /** 8 digits. */
  readonly bank?: string;
  readonly account?: string;
  readonly cents?: number;
  readonly trace?: string;
  /** What the bank answers; an entry without it has no addenda. */
  readonly answer?: {
    readonly code: string;
    readonly originalTrace: string;
    readonly originalBank?: string;
    readonly correctedData?: string;
  };
};

const left = (text: string, length: number): string => text.padEnd(length).slice(0, length);
const right = (value: number | string, length: number): string => String(value).padStart(length, '0');

const entryRecords = (entry: AchEntry): readonly string[] => {
  const { transactionCode = '21', bank = '02100002', account = '123456789', cents = 0, answer } = entry;
  const trace = entry.trace ?? '091000010000001';
  const record =
    `6${transactionCode}${bank}${checkDigitOf(bank)}${left(account, 17)}${right(cents, 10)}` +
    `${left('e-1001', 15)}${left('Ada Alvarez', 22)}  ${answer === undefined ? 0 : 1}${trace}`;
  if (answer === undefined) return [record];
  const { code, originalTrace, originalBank = bank, correctedData } = answer;
  const addenda =
    correctedData === undefined
      ? `799${code}${originalTrace}${left('', 6)}${originalBank}${left('', 44)}${trace}`
      : `798${code}${originalTrace}${left('', 6)}${originalBank}${left(correctedData, 29)}${left('', 15)}${trace}`;
  return [record, addenda];
};

/** One batch for each list of entries. */
export const achRecords = (batches: readonly (readonly AchEntry[])[]): readonly string[] => {
  const records = [
    left(
      `101 091000019 0210000212611281200A${right(recordLength, 3)}101${left('OUR BANK', 23)}PAYROLL`,
      recordLength,
    ),
  ];
  const all = { count: 0, hash: 0, debit: 0, credit: 0 };
  batches.forEach((entries, index) => {
    const sums = { count: 0, hash: 0, debit: 0, credit: 0 };
    const batchNumber = right(index + 1, 7);
    records.push(
      `5200${left('ACME', 36)}${left('1234567890', 10)}PPD${left('PAYROLL', 26)}09100001${batchNumber}`,
    );
    for (const entry of entries) {
      const lines = entryRecords(entry);
      records.push(...lines);
      sums.count += lines.length;
      sums.hash += Number(entry.bank ?? '02100002');
      const isCredit = Number(entry.transactionCode ?? '21') % 10 < 5;
      sums[isCredit ? 'credit' : 'debit'] += entry.cents ?? 0;
    }
    records.push(
      `8200${right(sums.count, 6)}${right(sums.hash % 10 ** 10, 10)}${right(sums.debit, 12)}${right(sums.credit, 12)}` +
        `${left('1234567890', 10)}${left('', 25)}09100001${batchNumber}`,
    );
    for (const name of ['count', 'hash', 'debit', 'credit'] as const) all[name] += sums[name];
  });
  const blocks = Math.ceil((records.length + 1) / 10);
  records.push(
    left(
      `9${right(batches.length, 6)}${right(blocks, 6)}${right(all.count, 8)}${right(all.hash % 10 ** 10, 10)}` +
        `${right(all.debit, 12)}${right(all.credit, 12)}`,
      recordLength,
    ),
  );
  while (records.length % 10 !== 0) records.push('9'.repeat(recordLength));
  return records;
};

export const achFile = (batches: readonly (readonly AchEntry[])[]): string =>
  `${achRecords(batches).join('\n')}\n`;

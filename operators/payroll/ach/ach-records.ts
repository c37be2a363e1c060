// The records of a bank's file, 94 characters each, by the positions that the Nacha Operating Rules give them (Appendix Three).

export const recordLength = 94;

/** First and last position of a field, counted from 1. */
export type Field = readonly [from: number, to: number, name: string];

export const fields = {
  batchHeader: {
    serviceClass: [2, 4, 'the service class'],
    companyName: [5, 20, 'the company’s name'],
    companyId: [41, 50, 'the company’s id'],
    entryClass: [51, 53, 'the entry class'],
    batchNumber: [88, 94, 'the batch’s number'],
  },
  entry: {
    transactionCode: [2, 3, 'the transaction code'],
    bank: [4, 11, 'the receiving bank'],
    checkDigit: [12, 12, 'the check digit'],
    account: [13, 29, 'the account'],
    cents: [30, 39, 'the amount'],
    addenda: [79, 79, 'the addenda indicator'],
    trace: [80, 94, 'the trace number'],
  },
  addenda: {
    type: [2, 3, 'the addenda’s type'],
    code: [4, 6, 'the bank’s code'],
    originalTrace: [7, 21, 'the trace number of the entry that is answered'],
    originalBank: [28, 35, 'the bank that was paid'],
    correctedData: [36, 64, 'the corrected data'],
  },
  batchControl: {
    serviceClass: [2, 4, 'the service class'],
    count: [5, 10, 'the number of entries and addenda'],
    hash: [11, 20, 'the hash of the banks'],
    debitCents: [21, 32, 'the sum of debits'],
    creditCents: [33, 44, 'the sum of credits'],
    batchNumber: [88, 94, 'the batch’s number'],
  },
  fileControl: {
    batches: [2, 7, 'the number of batches'],
    count: [14, 21, 'the number of entries and addenda'],
    hash: [22, 31, 'the hash of the banks'],
    debitCents: [32, 43, 'the sum of debits'],
    creditCents: [44, 55, 'the sum of credits'],
  },
} as const satisfies Record<string, Record<string, Field>>;

export const textOf = (record: string, [from, to]: Field): string => record.slice(from - 1, to);

/** The ninth digit of a routing number, from the eight before it. */
export const checkDigitOf = (bank: string): number => {
  const sum = [3, 7, 1, 3, 7, 1, 3, 7].reduce(
    (total, weight, index) => total + weight * (bank.charCodeAt(index) - 48),
    0,
  );
  return (10 - (sum % 10)) % 10;
};

// Reads a bank's file as it comes, and refuses it with line and column where it is not whole: records in their order, what has to be digits,
// check digits, and that counts, hashes and sums agree. Entries of any class are counted; only what a bank answers is handed on.

import { fail, succeed, type Result } from '#shared/platform/result';
import { checkDigitOf, fields, recordLength, textOf, type Field } from './ach-records.ts';

export type AchFault = {
  /** From 1. */
  readonly line: number;
  /** From 1, of the record. */
  readonly column: number;
  /** What is wrong, without what stands there. */
  readonly problem: string;
};

/** A return (addenda 99) or a notification of change (addenda 98). */
export type AchAnswer = {
  readonly line: number;
  /** As it stands there: a letter and two digits, where the bank keeps to the rules. */
  readonly code: string;
  /** 15 digits. */
  readonly originalTrace: string;
  /** Positions 36 to 64 of a notification of change; empty of a return. */
  readonly correctedData: string;
  /** 8 digits of the bank that was paid, where it is said. */
  readonly originalBank: string;
  /** As the entry has it; a bank may have masked it. */
  readonly account: string;
  readonly transactionCode: string;
};

export type AchTotals = {
  readonly batches: number;
  readonly entries: number;
  readonly addenda: number;
  readonly debitCents: number;
  readonly creditCents: number;
};

type Sums = { count: number; hash: number; debitCents: number; creditCents: number };
type Entry = { readonly record: string; readonly isFollowed: boolean; addenda: number };
type State = 'before' | 'file' | 'batch' | 'after';

const noSums = (): Sums => ({ count: 0, hash: 0, debitCents: 0, creditCents: 0 });
/** Ten digits of the sum are kept. */
const hashModulus = 10_000_000_000;

const padding = '9'.repeat(recordLength);
const digits = /^[0-9]+$/;
const printable = /^[\x20-\x7e]*$/;

class Refusal extends Error {
  readonly column: number;

  constructor(column: number, problem: string) {
    super(problem);
    this.column = column;
  }
}

const numberAt = (record: string, field: Field): number => {
  const text = textOf(record, field);
  if (!digits.test(text)) throw new Refusal(field[0], `${field[2]} is not ${text.length} digits`);
  return Number(text);
};

const expectEqual = (record: string, field: Field, counted: number): void => {
  if (numberAt(record, field) !== counted)
    throw new Refusal(field[0], `${field[2]} is not ${counted}, as counted`);
};

const expectSums = (
  record: string,
  control: typeof fields.batchControl | typeof fields.fileControl,
  sums: Sums,
) => {
  expectEqual(record, control.count, sums.count);
  expectEqual(record, control.hash, sums.hash % hashModulus);
  expectEqual(record, control.debitCents, sums.debitCents);
  expectEqual(record, control.creditCents, sums.creditCents);
};

export type AchReader = {
  /** As much of the file as has been read. */
  readonly write: (text: string) => AchFault | undefined;
  readonly end: () => Result<AchTotals, AchFault>;
};

export const createAchReader = (onAnswer: (answer: AchAnswer) => void): AchReader => {
  let state: State = 'before';
  let line = 0;
  let batches = 0;
  let entries = 0;
  let addenda = 0;
  let header = '';
  let entry: Entry | undefined;
  let batch = noSums();
  const file = noSums();
  let fault: AchFault | undefined;
  let rest = '';
  /** Whether records stand on lines of their own; undefined until that is known. */
  let hasLines: boolean | undefined;

  const startBatch = (record: string): void => {
    const serviceClass = textOf(record, fields.batchHeader.serviceClass);
    if (serviceClass === '280')
      throw new Refusal(2, 'accounting entries (service class 280) are not read here');
    if (!['200', '220', '225'].includes(serviceClass))
      throw new Refusal(2, 'the service class is none of 200, 220, 225');
    numberAt(record, fields.batchHeader.batchNumber);
    header = record;
    batch = noSums();
    state = 'batch';
  };

  const endEntry = (): void => {
    if (entry?.isFollowed === true && entry.addenda === 0)
      throw new Refusal(1, 'the entry before says that an addenda record follows, and none does');
    entry = undefined;
  };

  const startEntry = (record: string): void => {
    endEntry();
    const transactionCode = numberAt(record, fields.entry.transactionCode);
    const bank = numberAt(record, fields.entry.bank);
    const checkDigit = numberAt(record, fields.entry.checkDigit);
    if (checkDigit !== checkDigitOf(textOf(record, fields.entry.bank)))
      throw new Refusal(12, 'the check digit is not that of the receiving bank');
    const cents = numberAt(record, fields.entry.cents);
    numberAt(record, fields.entry.trace);
    const indicator = numberAt(record, fields.entry.addenda);
    if (indicator > 1) throw new Refusal(79, 'the addenda indicator is neither 0 nor 1');
    if (transactionCode < 21 || transactionCode > 59) throw new Refusal(2, 'the transaction code is none');
    batch.count += 1;
    batch.hash += bank;
    if (transactionCode % 10 < 5) batch.creditCents += cents;
    else batch.debitCents += cents;
    entries += 1;
    entry = { record, isFollowed: indicator === 1, addenda: 0 };
  };

  const readAddenda = (record: string): void => {
    if (entry === undefined) throw new Refusal(1, 'an addenda record stands before any entry of its batch');
    if (!entry.isFollowed) throw new Refusal(1, 'the entry before says that no addenda record follows');
    entry.addenda += 1;
    batch.count += 1;
    addenda += 1;
    const type = textOf(record, fields.addenda.type);
    if (!digits.test(type)) throw new Refusal(2, 'the addenda’s type is not 2 digits');
    if (type !== '98' && type !== '99') return;
    const code = textOf(record, fields.addenda.code);
    if (!/^[A-Z][0-9]{2}$/.test(code)) throw new Refusal(4, 'the bank’s code is not a letter and two digits');
    numberAt(record, fields.addenda.originalTrace);
    onAnswer({
      line,
      code,
      originalTrace: textOf(record, fields.addenda.originalTrace),
      correctedData: type === '98' ? textOf(record, fields.addenda.correctedData) : '',
      originalBank: textOf(record, fields.addenda.originalBank).trim(),
      account: textOf(entry.record, fields.entry.account).trim(),
      transactionCode: textOf(entry.record, fields.entry.transactionCode),
    });
  };

  const endBatch = (record: string): void => {
    endEntry();
    if (textOf(record, fields.batchControl.serviceClass) !== textOf(header, fields.batchHeader.serviceClass))
      throw new Refusal(2, 'the service class is not that of the batch’s header');
    expectSums(record, fields.batchControl, batch);
    expectEqual(
      record,
      fields.batchControl.batchNumber,
      Number(textOf(header, fields.batchHeader.batchNumber)),
    );
    file.count += batch.count;
    file.hash += batch.hash;
    file.debitCents += batch.debitCents;
    file.creditCents += batch.creditCents;
    batches += 1;
    state = 'file';
  };

  const endFile = (record: string): void => {
    expectEqual(record, fields.fileControl.batches, batches);
    expectSums(record, fields.fileControl, file);
    state = 'after';
  };

  const unexpected = (): never => {
    const wanted = {
      before: 'the file’s header (1)',
      file: 'a batch’s header (5) or the file’s control (9)',
      batch: 'an entry (6), an addenda record (7) or the batch’s control (8)',
      after: 'nothing but a filling of 9s',
    }[state];
    throw new Refusal(1, `here stands another record; expected is ${wanted}`);
  };

  const readRecord = (record: string): void => {
    if (!printable.test(record))
      throw new Refusal(record.search(/[^\x20-\x7e]/) + 1, 'no character of such a file');
    const type = record[0] ?? '';
    switch (`${state} ${type}`) {
      case 'before 1':
        if (textOf(record, [35, 37, '']) !== '094') throw new Refusal(35, 'the size of a record is not 094');
        state = 'file';
        return;
      case 'file 5':
        return startBatch(record);
      case 'batch 6':
        return startEntry(record);
      case 'batch 7':
        return readAddenda(record);
      case 'batch 8':
        return endBatch(record);
      case 'file 9':
        return endFile(record);
      case 'after 9':
        if (record !== padding)
          throw new Refusal(1, 'after the file’s control stands something else than 9s');
        return;
      default:
        unexpected();
    }
  };

  const take = (record: string): void => {
    line += 1;
    if (record.length > recordLength)
      throw new Refusal(recordLength + 1, 'the record is longer than 94 characters');
    // Blanks at the end get lost on the way.
    readRecord(record.length < recordLength ? record.padEnd(recordLength) : record);
  };

  /** An empty line is one at the end, or none of a bank's. */
  let emptyLines = 0;
  const takeLine = (text: string): void => {
    const record = text.endsWith('\r') ? text.slice(0, -1) : text;
    if (record === '') {
      emptyLines += 1;
      return;
    }
    if (emptyLines > 0) {
      line += emptyLines;
      emptyLines = 0;
      if (state !== 'after') throw new Refusal(1, 'an empty line stands before it');
    }
    take(record);
  };

  const guarded = (work: () => void): AchFault | undefined => {
    if (fault !== undefined) return fault;
    try {
      work();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      fault = { line, column: error.column, problem: error.message };
    }
    return fault;
  };

  const takeLines = (): void => {
    let from = 0;
    for (let at = rest.indexOf('\n'); at !== -1; at = rest.indexOf('\n', from)) {
      takeLine(rest.slice(from, at));
      from = at + 1;
    }
    rest = rest.slice(from);
    if (rest.length > recordLength + 1) {
      line += 1;
      throw new Refusal(recordLength + 1, 'the record is longer than 94 characters');
    }
  };

  const takeBlocks = (): void => {
    let from = 0;
    for (; rest.length - from >= recordLength; from += recordLength)
      take(rest.slice(from, from + recordLength));
    rest = rest.slice(from);
  };

  return {
    write: (text) =>
      guarded(() => {
        rest += text;
        if (hasLines === undefined && rest.length <= recordLength + 2 && !rest.includes('\n')) return;
        hasLines ??= /[\r\n]/.test(rest.slice(0, recordLength + 2));
        if (hasLines) takeLines();
        else takeBlocks();
      }),

    end: () => {
      const found = guarded(() => {
        // The last record may have no end of its own.
        const last = rest.replace(/[\r\n]+$/, '');
        rest = '';
        if (last !== '') takeLine(last);
        if (state !== 'after') {
          line += 1;
          unexpected();
        }
      });
      return found === undefined
        ? succeed({ batches, entries, addenda, debitCents: file.debitCents, creditCents: file.creditCents })
        : fail(found);
    },
  };
};

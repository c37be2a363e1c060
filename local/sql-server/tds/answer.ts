// One answer in the making. A DONE is held back until it is known whether something follows it.
import { ByteWriter } from './bytes.ts';
import type { Column } from '../values/column.ts';
import { writeColumns, writeRow } from './columns.ts';
import {
  type Notice,
  doneStatus,
  doneToken,
  writeDone,
  writeError,
  writeInfo,
  writeReturnStatus,
} from './tokens.ts';

export type Answer = ReturnType<typeof createAnswer>;

export const createAnswer = (isProcedure: boolean) => {
  const out = new ByteWriter();
  let pending: { status: number; command: number; rows: number } | undefined;
  const flush = (hasMore: boolean): void => {
    if (pending === undefined) return;
    const token = isProcedure ? doneToken.doneInProc : doneToken.done;
    writeDone(out, token, pending.status | (hasMore ? doneStatus.more : 0), pending.command, pending.rows);
    pending = undefined;
  };
  return {
    /** For tokens that have no method here. */
    write: (token: (out: ByteWriter) => void): void => {
      flush(true);
      token(out);
    },
    error: (notice: Notice): void => {
      flush(true);
      writeError(out, notice);
    },
    info: (notice: Notice): void => {
      flush(true);
      writeInfo(out, notice);
    },
    rows: (columns: readonly Column[], rows: readonly (readonly (string | null)[])[]): void => {
      flush(true);
      writeColumns(out, columns);
      for (const row of rows) writeRow(out, columns, row);
    },
    done: (command: number, rows: number | undefined, isError = false): void => {
      flush(true);
      const status = (rows === undefined ? 0 : doneStatus.count) | (isError ? doneStatus.error : 0);
      pending = { status, command, rows: rows ?? 0 };
    },
    finish: (returnStatus: number, isError: boolean): Buffer => {
      if (isProcedure) {
        flush(true);
        writeReturnStatus(out, returnStatus);
        writeDone(out, doneToken.doneProc, isError ? doneStatus.error : 0, 0xe0, 0);
      } else {
        pending ??= { status: isError ? doneStatus.error : 0, command: 0, rows: 0 };
        flush(false);
      }
      return out.take();
    },
  };
};

export const attentionAnswer = (): Buffer => {
  const out = new ByteWriter();
  writeDone(out, doneToken.done, doneStatus.attention, 0, 0);
  return out.take();
};

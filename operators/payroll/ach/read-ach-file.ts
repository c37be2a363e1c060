// A bank's file twice from one open handle: once whole, so that a damaged file is refused before anything of it is applied, and once for what
// the bank answers. Never more of it in memory than a piece.

import type { FileHandle } from 'node:fs/promises';
import { fail, succeed, type Result } from '#shared/platform/result';
import { createAchReader, type AchAnswer, type AchFault, type AchTotals } from './ach-reader.ts';

const pieceBytes = 131_072;

async function* piecesOf(file: FileHandle): AsyncGenerator<string> {
  const buffer = Buffer.allocUnsafe(pieceBytes);
  for (let position = 0; ;) {
    const { bytesRead } = await file.read(buffer, 0, pieceBytes, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    // One character for each byte: what is none of ASCII is found by the reader.
    yield buffer.toString('latin1', 0, bytesRead);
  }
}

export type AchSummary = AchTotals & { readonly answers: number };

export const checkAchFile = async (file: FileHandle): Promise<Result<AchSummary, AchFault>> => {
  let answers = 0;
  const reader = createAchReader(() => {
    answers += 1;
  });
  for await (const piece of piecesOf(file)) {
    const fault = reader.write(piece);
    if (fault !== undefined) return fail(fault);
  }
  const totals = reader.end();
  return totals.ok ? succeed({ ...totals.value, answers }) : totals;
};

/** Of a file that was found whole. */
export async function* answersOf(file: FileHandle): AsyncGenerator<AchAnswer> {
  let read: AchAnswer[] = [];
  const reader = createAchReader((answer) => read.push(answer));
  for await (const piece of piecesOf(file)) {
    reader.write(piece);
    yield* read;
    read = [];
  }
  reader.end();
  yield* read;
}

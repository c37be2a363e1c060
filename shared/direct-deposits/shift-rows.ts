import type { NetPaySplit } from '../domain/direct-deposit.ts';
import type { DirectDepositId } from '../domain/direct-deposit-id.ts';
import type { Shift } from '../domain/net-pay-split.ts';
import type { RowChange } from './direct-deposit-store.ts';

/** The rows that a shift moves, except the one whose place was decided. */
export const shiftRows = (
  { items }: NetPaySplit,
  { from, to, by }: Shift,
  now: Date,
  exceptId?: DirectDepositId,
): readonly RowChange[] =>
  items
    .filter(({ id, priority }) => id !== exceptId && priority >= from && priority <= to)
    .map(({ version, ...row }) => ({
      kind: 'move',
      version,
      row: { ...row, priority: row.priority + by, updatedAt: now },
    }));

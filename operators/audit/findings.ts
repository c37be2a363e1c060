// What can be wrong with a chain of receipts, each kind with the sentence that it is reported in.

import type { ReceiptContent } from '#shared/direct-deposits/audit';

export const findingSentences = {
  changed:
    'broken: the audit row is not what its receipt was made from, and the chain goes on from that receipt: the row was changed, or slipped in with a made-up receipt that the next write built on',
  'receipt-changed':
    'broken: the receipt is not the one that was written: the next one follows from the row as it stands',
  forged:
    'forged: the receipt does not follow from the one before it and its row, and nothing after it vouches for either: changed, or slipped in',
  'row-missing': 'missing: the receipt is there, its audit row is gone',
  'receipt-missing': 'missing: the receipt is gone; its audit row is there and as it was written',
  missing:
    'missing: the receipt is gone, and its audit row is gone or changed; what follows it cannot be checked for itself',
  cut: 'missing: the saved receipt lies beyond the end of the chain: its end was cut off',
  'not-as-saved':
    'forged: the receipt is not the saved one: the chain was written anew there or before, or the saved one is of another chain',
  'cut-since-checkpoint':
    'missing: a checkpoint saw this receipt, and the chain ends before it: its end was cut off, or all of it removed',
  'not-as-checkpointed':
    'forged: the receipt is not the one that a checkpoint saw: the chain was written anew there or before',
  'checkpoint-forged':
    'forged: the checkpoint does not follow from the one before it and what it holds: changed, or slipped in',
  'checkpoint-missing': 'missing: the checkpoint is gone',
  'checkpoint-overdue':
    'missing: receipts older than a day are under no checkpoint: the last checkpoints were removed, or the schedule that takes them does not run for this tenant',
  'without-receipt': 'forged or without receipt: the chain had begun, and the audit row has no receipt',
  'row-forged': 'forged: the audit row has no receipt, and of its kind no deployment ever wrote one without',
} as const;

export type FindingKind = keyof typeof findingSentences;

/** Where it is; null for what is not known. Account numbers are in no audit row. */
export type Finding = {
  readonly kind: FindingKind;
  readonly sequence: number | null;
  /** The last of several that are missing in a row. */
  readonly throughSequence: number | null;
  readonly writeId: string | null;
  readonly employeeId: string | null;
  readonly occurredAt: string | null;
};

type Place = {
  readonly sequence?: number;
  readonly throughSequence?: number;
  readonly writeId?: string;
  /** Whose chain it is, where it is one. */
  readonly employeeId?: string | null;
  readonly occurredAt?: Date;
  readonly row?: Omit<ReceiptContent, 'tenantId'> | undefined;
};

export const findingOf = (
  kind: FindingKind,
  { sequence, throughSequence, writeId, employeeId, occurredAt, row }: Place,
): Finding => ({
  kind,
  sequence: sequence ?? null,
  throughSequence: throughSequence ?? null,
  writeId: writeId ?? row?.audit.writeId ?? null,
  employeeId: row?.employeeId ?? employeeId ?? null,
  occurredAt: (row?.occurredAt ?? occurredAt)?.toISOString() ?? null,
});

/** A row that was changed may hold anything: nothing but visible characters of one byte reaches a terminal. */
const shown = (text: string): string => text.replaceAll(/[^\x21-\x7e]/g, '?');

export const describeFinding = (finding: Finding): string => {
  const { kind, sequence, throughSequence, writeId, employeeId, occurredAt } = finding;
  const place = [
    ...(sequence === null ? [] : [`sequence ${sequence}`]),
    ...(throughSequence === null || throughSequence === sequence ? [] : [`to ${throughSequence}`]),
  ].join(' ');
  const parts = [
    ...(place === '' ? [] : [place]),
    ...(writeId === null ? [] : [`write ${writeId}`]),
    ...(employeeId === null ? [] : [`employee ${shown(employeeId)}`]),
    ...(occurredAt === null ? [] : [occurredAt]),
  ];
  return `${parts.join(', ')}: ${findingSentences[kind]}`;
};

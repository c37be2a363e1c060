// The answers that show direct deposits: read, written, and written dry (what a change would be, without what only a change
// that was made has: the id of a new row and the receipt).

import * as v from 'valibot';
import {
  bankAnswer,
  effective,
  effectiveOn,
  explanation,
  holdReason,
  instant,
  list,
  meanwhile,
  prenote,
  receipt,
  stateMembers,
  text,
  upcoming,
  uuid,
  warning,
} from './answer-members.ts';

const membersWithoutId = {
  employeeId: text,
  ...stateMembers,
  reasons: list(holdReason),
  bankAnswer: v.exactOptional(bankAnswer),
  prenote,
  meanwhile,
  explanation,
  /** A change that counts from a later payroll on. */
  upcoming: v.nullable(upcoming),
  effectiveOn,
  createdAt: instant,
  updatedAt: instant,
  warnings: list(warning),
  /** For payroll-admins alone. */
  sharedWith: v.exactOptional(list(text)),
};
/** Changes that count from a later payroll on; left out where none waits. */
const waiting = { upcoming: v.exactOptional(list(upcoming)) };
const members = { id: uuid, ...membersWithoutId };
const made = { effective, receipt };

export const directDepositAnswer = v.strictObject(members);
export const directDepositListAnswer = v.strictObject({
  items: list(directDepositAnswer),
  ...waiting,
});

export const writtenDirectDepositAnswer = v.strictObject({ ...members, ...made });
export const consideredDirectDepositAnswer = v.strictObject({ ...members, effective });
export const proposedDirectDepositAnswer = v.strictObject({ ...membersWithoutId, effective });

export const removalAnswer = v.strictObject({ warnings: list(warning), ...made });
export const consideredRemovalAnswer = v.strictObject({ warnings: list(warning), effective });

export const replacementAnswer = v.strictObject({
  items: list(directDepositAnswer),
  ...waiting,
  warnings: list(warning),
  ...made,
});
export const consideredReplacementAnswer = v.strictObject({
  items: list(v.strictObject({ id: v.exactOptional(uuid), ...membersWithoutId })),
  ...waiting,
  warnings: list(warning),
  effective,
});

export type DirectDepositAnswer = v.InferOutput<typeof directDepositAnswer>;
export type DirectDepositListAnswer = v.InferOutput<typeof directDepositListAnswer>;

/** What a change decides to answer; when it was made and when it counts is the same for all of them and added to each. */
type Decided<S extends v.GenericSchema> = S extends S
  ? Omit<v.InferOutput<S>, 'effective' | 'receipt'>
  : never;
export type DecidedBody = Decided<
  typeof writtenDirectDepositAnswer | typeof removalAnswer | typeof replacementAnswer
>;
export type DecidedDryBody = Decided<
  | typeof consideredDirectDepositAnswer
  | typeof proposedDirectDepositAnswer
  | typeof consideredRemovalAnswer
  | typeof consideredReplacementAnswer
>;
export type UpcomingAnswer = v.InferOutput<typeof upcoming>;
export type EffectiveAnswer = v.InferOutput<typeof effective>;

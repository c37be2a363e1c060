// What several answers have in common, as schemas. An answer is described strictly: a member that is not here is a mistake of
// the presenter, found by the types first and by every test that looks at an answer after that.

import * as v from 'valibot';
import { accountNumberMaskPattern } from '../domain/account-number.ts';
import { maxAmountCents, percentageBases, wholeBasisPoints } from '../domain/allocation.ts';
import { accountTypes, directDepositStatuses } from '../domain/direct-deposit.ts';
import { moveRules } from '../domain/effective-date.ts';
import { maxNicknameCodePoints } from '../domain/nickname.ts';
import { meanwhileWays, prenoteStates } from '../domain/payroll/prenote.ts';
import { routingNumberPattern } from '../domain/routing-number.ts';
import { ruleMessages } from '../domain/rule.ts';

/** Lists of an answer are read-only. */
export const list = <const S extends v.GenericSchema>(item: S) => v.pipe(v.array(item), v.readonly());

export const wholeNumberFrom = (least: number) => v.pipe(v.number(), v.integer(), v.minValue(least));
export const wholeNumber = (least: number, most: number) => v.pipe(wholeNumberFrom(least), v.maxValue(most));

export const text = v.string();
export const uuid = v.pipe(v.string(), v.uuid());
export const day = v.pipe(v.string(), v.isoDate());
export const instant = v.pipe(v.string(), v.isoTimestamp());

const ruleNames = Object.keys(ruleMessages);

export const warning = v.strictObject({ rule: v.picklist(ruleNames), pointer: text, message: text });
export const holdReason = v.strictObject({ rule: v.picklist(ruleNames), message: text });

export const bankAnswer = v.pipe(
  v.strictObject({ code: v.pipe(v.string(), v.regex(/^R[0-9]{2}$/)), reason: text }),
  v.description('What the bank answered to an entry to the account. Of a held one for payroll-admins alone.'),
);

export const allocation = v.variant('kind', [
  v.strictObject({ kind: v.literal('fixed'), amountCents: wholeNumber(1, maxAmountCents) }),
  v.strictObject({
    kind: v.literal('percentage'),
    basisPoints: wholeNumber(1, wholeBasisPoints),
    basis: v.picklist(percentageBases),
  }),
  v.strictObject({ kind: v.literal('remainder') }),
]);

/** What a direct deposit is, without what only its row knows. */
export const stateMembers = {
  priority: wholeNumberFrom(1),
  // JSON Schema counts code points, as the rule does; JavaScript does not.
  nickname: v.nullable(v.pipe(v.string(), v.minLength(1), v.metadata({ maxLength: maxNicknameCodePoints }))),
  accountType: v.picklist(accountTypes),
  routingNumber: v.pipe(v.string(), v.regex(routingNumberPattern)),
  accountNumberMask: v.pipe(v.string(), v.regex(accountNumberMaskPattern)),
  allocation,
  status: v.picklist(directDepositStatuses),
};

const described = <const S extends v.GenericSchema>(schema: S, text: string) =>
  v.pipe(schema, v.description(text));

export const prenote = described(
  v.nullable(
    v.strictObject({
      state: described(
        v.picklist(prenoteStates),
        'Requested: the payroll suite has yet to send it, and both days are expected ones.',
      ),
      settlesOn: day,
      endsOn: described(day, 'First banking day on which a live entry may settle.'),
    }),
  ),
  'The zero-dollar entry that goes to an account before anything is paid to it; null where none was needed.',
);

export const meanwhile = described(
  v.nullable(v.picklist(meanwhileWays)),
  'What is paid while the account is prenoted; null where it is not.',
);

export const explanation = described(
  v.strictObject({
    message: text,
    nextDate: described(v.nullable(day), 'Next day on which something is to be expected.'),
  }),
  'The state in words.',
);

export const upcoming = v.strictObject({
  directDepositId: uuid,
  change: v.picklist(['create', 'update', 'remove']),
  effectiveOn: described(day, 'Pay date of the first payroll that pays by it.'),
  state: described(
    v.nullable(v.strictObject({ ...stateMembers, prenote })),
    'The direct deposit as it will be; null where it goes.',
  ),
});

export const effective = described(
  v.strictObject({
    effectiveOn: described(
      v.nullable(day),
      'From when on the change counts: the pay date, or the day asked for where no payroll is known; null: at once, and no pay calendar says.',
    ),
    movedBy: described(
      list(v.strictObject({ rule: v.picklist(moveRules), message: text })),
      'Why it counts no earlier.',
    ),
    firstPayrollAffected: described(v.nullable(day), 'First day of that payroll’s period.'),
    payDate: described(v.nullable(day), 'When that payroll is paid.'),
  }),
  'The first payroll that the change reaches; null members where the tenant keeps no pay calendar.',
);

export const effectiveOn = described(
  v.nullable(day),
  'Pay date of the first payroll that pays by the last change; null where the tenant keeps no pay calendar.',
);

export const receipt = described(
  v.strictObject({
    sequence: described(wholeNumberFrom(1), 'Of all changes of the employee, without gaps.'),
    hash: described(
      v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
      'Keyed digest over the change and the receipt before it.',
    ),
  }),
  'Proof that the change was recorded; kept by a client, it shows later whether the audit trail was altered.',
);

export const instance = described(
  text,
  'The request’s id, as in the header X-Request-Id: quote it to operators.',
);

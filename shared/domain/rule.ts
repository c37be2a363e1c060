// The rules of direct deposits by name. The same name stands in code, in the API's answers, in logs and in tests.

export const ruleMessages = {
  'routing.length': 'A routing number has exactly 9 digits.',
  'routing.checksum': 'The routing number fails its checksum; a digit is mistyped.',
  'routing.prefix': 'No bank has a routing number that starts with these digits.',
  'account.chars': 'An account number has 4 to 17 digits.',
  'account.zero': 'An account number cannot consist of zeros.',
  'account.repeat': 'The account number repeats one digit; check it against a statement.',
  'account.looksLikeCard':
    'This looks like the number of a payment card; an account has a number of its own.',
  'account.confirm': 'The account number and its repetition differ.',
  'account.equalsRouting': 'The account number is the routing number.',
  'account.type': 'The account type is checking or savings.',
  'mask.token': 'A masked account number stands for another account; leave it out or send the whole number.',
  'nickname.length': 'A nickname has 1 to 100 characters.',
  'nickname.chars': 'A nickname has no control characters.',
  'allocation.kind': 'An allocation is fixed, percentage or remainder.',
  'split.amount': 'A fixed amount is a whole number of cents from 1 to 9999999.',
  'split.percent': 'A percentage is a whole number of basis points from 1 to 10000.',
  'split.destination': 'The employee has no direct deposit with this id.',
  'splits.max': 'The employee has as many direct deposits as allowed.',
  'splits.remainder': 'Exactly one direct deposit takes the remainder, and it is the last.',
  'splits.priority': 'Priorities run from 1 without gaps, and the remainder comes last.',
  'splits.duplicate': 'The employee already has a direct deposit to this account.',
  'effective.date': 'A change takes effect from the next payroll that is not posted to 180 days ahead.',
  'upcoming.notInForce': 'This direct deposit is not in force yet; cancel it and add another one.',
  'payroll.locked': 'The payroll is being posted; nothing can change until that is done.',
  'fraud.sharedAccount': 'Another employee is paid to this account.',
  'fraud.velocity': 'Where pay goes was changed a short time ago; payroll looks at this change first.',
  'fraud.approval': 'A second person in payroll looks at each change of where pay goes.',
  'return.code': 'The bank has returned an entry to this account.',
  'noc.code': 'The bank has corrected this account; the one before may not be entered again.',
  'netPay.amount': 'A net pay is a whole number of cents from 0 to 9999999999.',
  'netPay.count': 'A simulation takes 1 to 1000 net pays.',
} as const satisfies Record<string, string>;

export type RuleName = keyof typeof ruleMessages;

/** A broken rule or a warning, and where in the request: a JSON Pointer (RFC 6901), empty for the whole of it. */
export type RuleFinding = {
  readonly rule: RuleName;
  readonly pointer: string;
  readonly message: string;
};

export const finding = (
  rule: RuleName,
  pointer: string,
  message: string = ruleMessages[rule],
): RuleFinding => ({
  rule,
  pointer,
  message,
});

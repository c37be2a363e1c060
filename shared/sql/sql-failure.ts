// What went wrong in a database, by SQL Server's error number. The server's text is dropped: it quotes key values.

/** Kinds that callers tell apart; `unexpected` is a mistake of ours or of the schema. */
export type SqlFailureKind =
  | 'not-ready'
  | 'login-refused'
  | 'unavailable'
  | 'busy'
  | 'duplicate'
  | 'reference'
  | 'check'
  | 'denied'
  | 'unexpected';

export type SqlFailure = {
  readonly kind: SqlFailureKind;
  readonly number: number | undefined;
  readonly class: number | undefined;
  readonly state: number | undefined;
  /** Constraint or unique index, in lower case. */
  readonly constraint: string | undefined;
};

const kindByNumber: ReadonlyMap<number, SqlFailureKind> = new Map<number, SqlFailureKind>([
  [207, 'not-ready'],
  [208, 'not-ready'],
  [229, 'denied'],
  [230, 'denied'],
  [262, 'denied'],
  [515, 'check'],
  [547, 'check'],
  [2601, 'duplicate'],
  [2627, 'duplicate'],
  [1204, 'busy'],
  [1205, 'busy'],
  [1222, 'busy'],
  [3960, 'busy'],
  [4060, 'login-refused'],
  [18452, 'login-refused'],
  [18456, 'login-refused'],
  [18470, 'login-refused'],
  [18486, 'login-refused'],
  [18487, 'login-refused'],
  [18488, 'login-refused'],
]);

/** Driver codes (mssql's `code`) that mean that no answer came, or none from the database itself. */
const kindByDriverCode: ReadonlyMap<string, SqlFailureKind> = new Map<string, SqlFailureKind>([
  ['ELOGIN', 'login-refused'],
  ['ETIMEOUT', 'unavailable'],
  ['ESOCKET', 'unavailable'],
  ['ECONNCLOSED', 'unavailable'],
  ['ENOTOPEN', 'unavailable'],
  ['ECONNRESET', 'unavailable'],
  ['EINSTLOOKUP', 'unavailable'],
  ['ECANCEL', 'unavailable'],
]);

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined;

const constraintIn = (message: unknown): string | undefined =>
  typeof message === 'string'
    ? /['"]((?:PK|UX|FK|CK)_[A-Za-z0-9_]+)['"]/i.exec(message)?.[1]?.toLowerCase()
    : undefined;

const refine = (kind: SqlFailureKind, constraint: string | undefined): SqlFailureKind =>
  kind === 'check' && constraint?.startsWith('fk_') === true ? 'reference' : kind;

/**
 * Reads what the driver threw; nothing of its text survives but a constraint's name.
 *
 * With several errors in one answer the driver throws the last one ("transaction ended") and keeps the earlier ones in
 * `precedingErrors`; the first that has a known number is the cause.
 */
export const toSqlFailure = (thrown: unknown): SqlFailure => {
  const preceding = property(thrown, 'precedingErrors');
  const earlier: readonly unknown[] = Array.isArray(preceding) ? preceding : [];
  const errors = [...earlier, thrown];
  const cause = errors.find((error) => kindByNumber.has(numberOf(property(error, 'number')) ?? -1)) ?? thrown;
  const number = numberOf(property(cause, 'number'));
  const driverCode = property(cause, 'code');
  const constraint = constraintIn(property(cause, 'message'));
  const kind =
    kindByNumber.get(number ?? -1) ??
    kindByDriverCode.get(typeof driverCode === 'string' ? driverCode : '') ??
    'unexpected';
  return {
    kind: refine(kind, constraint),
    number,
    class: numberOf(property(cause, 'class')),
    state: numberOf(property(cause, 'state')),
    constraint,
  };
};

// What went wrong in a database, by SQL Server's error number. The server's text is dropped: it quotes key values.

/** Kinds that callers tell apart; `unexpected` is a mistake of ours or of the schema. */
export type SqlFailureKind =
  | 'not-ready'
  | 'login-refused'
  /** COMMIT was sent and its answer did not come: whether it happened has to be looked up. */
  | 'commit-unknown'
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
  /** The server was not asked again: it refused this login a short while ago. */
  readonly isRecalled?: true;
};

/**
 * Numbers that mean "not now": the server is starting, failing over, out of a resource, or not there. The lists of tedious
 * (transient-error-lookup), SqlClient (SqlConfigurableRetryFactory) and EF Core (SqlServerTransientExceptionDetector).
 */
const passingNumbers: readonly number[] = [
  64, 121, 233, 596, 601, 615, 617, 669, 701, 802, 913, 921, 922, 923, 924, 926, 927, 941, 952, 955, 978, 983,
  988, 997, 1203, 1221, 1807, 3906, 3935, 3966, 4221, 5529, 6005, 8628, 8645, 8651, 9002, 9515, 10053, 10054,
  10060, 10922, 10928, 10929, 10936, 11001, 14355, 17197, 18401, 20041, 40143, 40197, 40501, 40540, 40613,
  40642, 42108, 42109, 49918, 49919, 49920,
];

const kindByNumber: ReadonlyMap<number, SqlFailureKind> = new Map<number, SqlFailureKind>([
  ...passingNumbers.map((number) => [number, 'unavailable'] as const),
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
  ['EABORT', 'unavailable'],
  ['ETLSREFUSED', 'unavailable'],
  ['EENCRYPT', 'unavailable'],
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

/** The driver's pool (tarn) throws errors without a code when no connection came in time or the pool was closed meanwhile. */
const isPoolTimeout = (thrown: unknown): boolean =>
  thrown instanceof Error && (thrown.constructor.name === 'TimeoutError' || thrown.message === 'aborted');

/**
 * Reads what the driver threw; nothing of its text survives but a constraint's name.
 *
 * With several errors in one answer the driver throws the last one ("transaction ended") and keeps the earlier ones in
 * `precedingErrors`; the first that has a known number is the cause.
 */
export const toSqlFailure = (thrown: unknown): SqlFailure => {
  const preceding = property(thrown, 'precedingErrors');
  const earlier: readonly unknown[] = Array.isArray(preceding) ? preceding : [];
  const errors = [...earlier, property(thrown, 'originalError'), thrown];
  const cause = errors.find((error) => kindByNumber.has(numberOf(property(error, 'number')) ?? -1)) ?? thrown;
  const number = numberOf(property(cause, 'number'));
  const driverCode = property(cause, 'code');
  const constraint = constraintIn(property(cause, 'message'));
  const kind =
    kindByNumber.get(number ?? -1) ??
    kindByDriverCode.get(typeof driverCode === 'string' ? driverCode : '') ??
    (isPoolTimeout(cause) ? 'unavailable' : 'unexpected');
  return {
    kind: refine(kind, constraint),
    number,
    class: numberOf(property(cause, 'class')),
    state: numberOf(property(cause, 'state')),
    constraint,
  };
};

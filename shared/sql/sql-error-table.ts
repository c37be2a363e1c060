// One row for each SQL Server error number that means something here: what it is to a caller, and when the work that met it
// may be done again. Sources: tedious (transient-error-lookup), SqlClient (SqlConfigurableRetryFactory), EF Core
// (SqlServerTransientExceptionDetector), SQL Server's own texts.

/** Kinds that callers tell apart; `unexpected` is a mistake of ours or of the schema. */
export type SqlFailureKind =
  | 'not-ready'
  | 'login-refused'
  /** The host is not on the list of those that a credential may lead to; nothing was sent, its name was not looked up. */
  | 'host-refused'
  /** The login led into another database, as another login, or to another tenant's marker; no row was touched. */
  | 'tenant-mismatch'
  /** COMMIT was sent and its answer did not come: whether it happened has to be looked up. */
  | 'commit-unknown'
  | 'unavailable'
  | 'busy'
  | 'duplicate'
  | 'reference'
  | 'check'
  | 'denied'
  | 'unexpected';

/**
 * When the same work may be done again:
 * - `before-login`: as long as no login has finished, so that nothing was sent;
 * - `rolled-back`: the server took back what the transaction did: a whole transaction, or a read;
 * - `reconnect`: once, on a new connection: the old one leads to a server that has become read-only;
 * - `connection-lost`: nothing is committed without COMMIT: as `rolled-back` until COMMIT was sent, unknown after;
 * - `timed-out`: as `before-login`; the work may still be under way, so it is not sent twice, and a COMMIT is unknown;
 * - `credential`: with another version of the credential, never with the same one;
 * - `never`.
 */
export type RepeatClass =
  'before-login' | 'rolled-back' | 'reconnect' | 'connection-lost' | 'timed-out' | 'credential' | 'never';

export type SqlErrorRow = {
  readonly numbers: readonly number[];
  readonly kind: SqlFailureKind;
  readonly repeat: RepeatClass;
};

export const sqlErrorTable = {
  'A: transport, before the login finished': {
    numbers: [64, 121, 233, 997, 4221, 10053, 10054, 10060, 11001, 17197, 18401],
    kind: 'unavailable',
    repeat: 'before-login',
  },
  'A: the service is not there yet, or has no room': {
    numbers: [
      10928, 10929, 10936, 40143, 40197, 40501, 40540, 40613, 40642, 42108, 42109, 49802, 49918, 49919, 49920,
    ],
    kind: 'unavailable',
    repeat: 'before-login',
  },
  'A: the database is starting or failing over': {
    numbers: [615, 921, 927, 941, 952, 955, 978, 983, 988],
    kind: 'unavailable',
    repeat: 'before-login',
  },
  'B: rolled back by the server: locks and versions': {
    numbers: [1203, 1204, 1205, 1222, 3960, 3966, 41301, 41302, 41305, 41325, 41339],
    kind: 'busy',
    repeat: 'rolled-back',
  },
  'B: rolled back by the server: resources and scans': {
    numbers: [601, 3947, 3948, 8628, 8645, 8651],
    kind: 'unavailable',
    repeat: 'rolled-back',
  },
  'E: wrong password': { numbers: [18456], kind: 'login-refused', repeat: 'credential' },
  'E: the firewall does not know the address': {
    numbers: [40615, 40623],
    kind: 'login-refused',
    repeat: 'never',
  },
  'F: no such database, or no user in it': { numbers: [4060], kind: 'login-refused', repeat: 'never' },
  'F: the login is untrusted, disabled, locked, expired or has to change its password': {
    numbers: [18452, 18470, 18486, 18487, 18488],
    kind: 'login-refused',
    repeat: 'never',
  },
  'F: permission': { numbers: [229, 230, 262], kind: 'denied', repeat: 'never' },
  'F: duplicate': { numbers: [2601, 2627], kind: 'duplicate', repeat: 'never' },
  'F: reference or check': { numbers: [515, 547], kind: 'check', repeat: 'never' },
  'F: read-only, the old primary': { numbers: [3906], kind: 'unavailable', repeat: 'reconnect' },
  'F: no space': { numbers: [1105, 9002], kind: 'unavailable', repeat: 'never' },
  'F: the database is suspect': { numbers: [926], kind: 'unavailable', repeat: 'never' },
  'F: the schema is not there': { numbers: [207, 208], kind: 'not-ready', repeat: 'never' },
  'F: transient, but not ours to repeat': {
    numbers: [
      596, 617, 669, 701, 802, 913, 922, 923, 924, 1221, 1807, 3935, 5529, 6005, 9515, 10922, 14355, 20041,
    ],
    kind: 'unavailable',
    repeat: 'never',
  },
} as const satisfies Readonly<Record<string, SqlErrorRow>>;

type Meaning = { readonly kind: SqlFailureKind; readonly repeat: RepeatClass };

const rows: readonly SqlErrorRow[] = Object.values(sqlErrorTable);

export const meaningByNumber: ReadonlyMap<number, Meaning> = new Map(
  rows.flatMap(({ numbers, kind, repeat }) => numbers.map((number) => [number, { kind, repeat }] as const)),
);

/** Driver codes (mssql's `code`) that mean that no answer came, or none from the database itself. */
export const meaningByDriverCode: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  // A login that failed without a number that was heard.
  ['ELOGIN', { kind: 'login-refused', repeat: 'never' }],
  ['ETIMEOUT', { kind: 'unavailable', repeat: 'timed-out' }],
  ['ESOCKET', { kind: 'unavailable', repeat: 'connection-lost' }],
  ['ECONNCLOSED', { kind: 'unavailable', repeat: 'connection-lost' }],
  ['ECONNRESET', { kind: 'unavailable', repeat: 'connection-lost' }],
  ['ENOTOPEN', { kind: 'unavailable', repeat: 'connection-lost' }],
  ['EINSTLOOKUP', { kind: 'unavailable', repeat: 'before-login' }],
  ['ECANCEL', { kind: 'unavailable', repeat: 'timed-out' }],
  // The server ended the transaction; what ended it was told before.
  ['EABORT', { kind: 'unavailable', repeat: 'never' }],
  ['ETLSREFUSED', { kind: 'unavailable', repeat: 'never' }],
  ['EENCRYPT', { kind: 'unavailable', repeat: 'never' }],
  ['ETENANT', { kind: 'tenant-mismatch', repeat: 'never' }],
]);

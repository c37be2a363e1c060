// What went wrong in a database, by SQL Server's error number. The server's text is dropped: it quotes key values.

import {
  meaningByDriverCode,
  meaningByNumber,
  type RepeatClass,
  type SqlFailureKind,
} from './sql-error-table.ts';

export type { SqlFailureKind } from './sql-error-table.ts';

export type SqlFailure = {
  readonly kind: SqlFailureKind;
  readonly number: number | undefined;
  readonly class: number | undefined;
  readonly state: number | undefined;
  /** Constraint or unique index, in lower case. */
  readonly constraint: string | undefined;
  /** Driver's or Node's code (ECONNREFUSED, CERT_HAS_EXPIRED) of what came without a number of the server's. */
  readonly cause?: string;
  /** The server was not asked again: it refused this login a short while ago. */
  readonly isRecalled?: true;
  /** When the work that met this may be done again; `never` when not said. */
  readonly repeat?: RepeatClass;
};

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

/** Node's words for a certificate that does not hold; the driver wraps them as lost connections, and no repetition helps. */
const certificateTrouble = /CERT|^ERR_TLS|^ERR_SSL|UNABLE_TO_(?:VERIFY|GET)|SELF_SIGNED/;

const isCertificateTrouble = (thrown: unknown, depth = 0): boolean => {
  if (thrown === undefined || depth > 4) return false;
  const code = property(thrown, 'code');
  if (typeof code === 'string' && certificateTrouble.test(code)) return true;
  return [property(thrown, 'originalError'), property(thrown, 'cause')].some((inner) =>
    isCertificateTrouble(inner, depth + 1),
  );
};

/** mssql keeps what it wraps in `originalError`, tedious' own error of a lost socket in that one's `info` (handleError). */
const wrappedIn = (thrown: unknown): readonly unknown[] => {
  const original = property(thrown, 'originalError');
  return [
    thrown,
    original,
    property(original, 'info'),
    property(thrown, 'cause'),
    property(original, 'cause'),
  ];
};

const codePattern = /^[A-Z][A-Z0-9_]{2,60}$/;

/** The innermost says most: ESOCKET wraps ECONNREFUSED. */
const causeOf = (thrown: unknown): string | undefined =>
  wrappedIn(thrown)
    .map((error) => property(error, 'code'))
    .findLast((code): code is string => typeof code === 'string' && codePattern.test(code));

const meaningOfDriver = (thrown: unknown) =>
  wrappedIn(thrown)
    .map((error) => {
      const code = property(error, 'code');
      return typeof code === 'string' ? meaningByDriverCode.get(code) : undefined;
    })
    .find((meaning) => meaning !== undefined);

const unexpected = { kind: 'unexpected', repeat: 'never' } as const;
const poolTimeout = { kind: 'unavailable', repeat: 'never' } as const;

/** Whether a login had finished on the connection: until then nothing was sent, and a lost one has lost nothing. */
export type Phase = 'before-login' | 'after-login';

const repeatIn = (phase: Phase, repeat: RepeatClass): RepeatClass => {
  if (phase === 'after-login') return repeat === 'before-login' ? 'never' : repeat;
  return repeat === 'connection-lost' || repeat === 'timed-out' ? 'before-login' : repeat;
};

/**
 * Reads what the driver threw; nothing of its text survives but a constraint's name.
 *
 * With several errors in one answer the driver throws the last one ("transaction ended") and keeps the earlier ones in
 * `precedingErrors`; the first that has a known number is the cause.
 */
export const toSqlFailure = (thrown: unknown, phase: Phase = 'after-login'): SqlFailure => {
  const preceding = property(thrown, 'precedingErrors');
  const earlier: readonly unknown[] = Array.isArray(preceding) ? preceding : [];
  const errors = [...earlier, property(thrown, 'originalError'), thrown];
  const cause =
    errors.find((error) => meaningByNumber.has(numberOf(property(error, 'number')) ?? -1)) ?? thrown;
  const number = numberOf(property(cause, 'number'));
  const constraint = constraintIn(property(cause, 'message'));
  const code = number === undefined ? causeOf(cause) : undefined;
  const { kind, repeat } =
    meaningByNumber.get(number ?? -1) ??
    meaningOfDriver(cause) ??
    (isPoolTimeout(cause) ? poolTimeout : unexpected);
  return {
    kind: refine(kind, constraint),
    number,
    class: numberOf(property(cause, 'class')),
    state: numberOf(property(cause, 'state')),
    constraint,
    ...(code === undefined ? {} : { cause: code }),
    repeat: isCertificateTrouble(cause) ? 'never' : repeatIn(phase, repeat),
  };
};

/** A failed login with the number that the server gave, where the driver's own error has none. */
export const withLoginError = (
  failure: SqlFailure,
  error: { readonly number: number; readonly class: number; readonly state: number } | undefined,
): SqlFailure => {
  if (error === undefined || failure.number !== undefined || failure.kind !== 'login-refused') return failure;
  const { kind, repeat } = meaningByNumber.get(error.number) ?? failure;
  const { cause: _theirs, ...known } = failure;
  return { ...known, kind, ...error, ...(repeat === undefined ? {} : { repeat }) };
};

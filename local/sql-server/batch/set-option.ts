// SET of an option: a few are kept, the many that drivers send at login are taken when they ask for what is so anyway.
import type { Session } from '../session.ts';
import type { Isolation } from '../transaction.ts';
import { notSupported, syntaxError } from '../values/errors.ts';

const levels: readonly Isolation[] = [
  'READ UNCOMMITTED',
  'READ COMMITTED',
  'REPEATABLE READ',
  'SNAPSHOT',
  'SERIALIZABLE',
];

// '': any number that means all.
const expected: Record<string, string> = {
  ANSI_NULLS: 'ON',
  ANSI_NULL_DFLT_ON: 'ON',
  ANSI_PADDING: 'ON',
  ANSI_WARNINGS: 'ON',
  ANSI_DEFAULTS: 'ON',
  ARITHABORT: 'ON',
  CONCAT_NULL_YIELDS_NULL: 'ON',
  QUOTED_IDENTIFIER: 'ON',
  CURSOR_CLOSE_ON_COMMIT: 'OFF',
  IMPLICIT_TRANSACTIONS: 'OFF',
  NUMERIC_ROUNDABORT: 'OFF',
  TEXTSIZE: '',
  DATEFORMAT: 'MDY',
  DATEFIRST: '7',
  LANGUAGE: 'US_ENGLISH',
  ROWCOUNT: '0',
};

const isAsExpected = (option: string, value: string): boolean => {
  const want = expected[option];
  if (want !== '') return want === value;
  return Number(value) === -1 || Number(value) >= 2_147_483_647;
};

const setIsolation = (session: Session, value: string): void => {
  const level = levels.find((known) => known === value);
  if (session.transaction !== undefined && level !== session.transaction.isolation)
    throw notSupported('SET TRANSACTION ISOLATION LEVEL inside a transaction');
  if (level !== undefined) session.isolation = level;
};

export const setOption = async (session: Session, name: string, value: string): Promise<void> => {
  if (name === 'ISOLATION LEVEL') {
    setIsolation(session, value);
    return;
  }
  if (name === 'LOCK_TIMEOUT') {
    if (!/^(?:-1|\d{1,10})$/.test(value) || Number(value) > 2_147_483_647) throw syntaxError(value);
    await session.setLockTimeout(Number(value));
    return;
  }
  for (const option of name.split(',')) {
    const isSwitch = option === 'XACT_ABORT' || option === 'NOCOUNT';
    if (isSwitch && value !== 'ON' && value !== 'OFF') throw syntaxError(value);
    if (option === 'XACT_ABORT') session.settings.xactAbort = value === 'ON';
    else if (option === 'NOCOUNT') session.settings.noCount = value === 'ON';
    else if (!isAsExpected(option, value)) throw notSupported(`SET ${option} ${value}`);
  }
};

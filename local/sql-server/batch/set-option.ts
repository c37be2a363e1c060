// SET of an option: a few are kept, the many that drivers send at login are taken when they ask for what is so anyway.
import type { Session } from '../session.ts';
import { notSupported, syntaxError } from '../values/errors.ts';

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

export const setOption = (session: Session, name: string, value: string): void => {
  // READ COMMITTED, the one level that is read.
  if (name === 'ISOLATION LEVEL') return;
  for (const option of name.split(',')) {
    const isSwitch = option === 'XACT_ABORT' || option === 'NOCOUNT';
    if (isSwitch && value !== 'ON' && value !== 'OFF') throw syntaxError(value);
    if (option === 'XACT_ABORT') session.settings.xactAbort = value === 'ON';
    else if (option === 'NOCOUNT') session.settings.noCount = value === 'ON';
    else if (!isAsExpected(option, value)) throw notSupported(`SET ${option} ${value}`);
  }
};

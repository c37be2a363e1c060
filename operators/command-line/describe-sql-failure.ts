// A failed database in a sentence: what happened, where, and what to look at. Numbers and codes only; the server's and the
// driver's texts can quote rows.

import type { LoginPlace } from '#shared/credentials/purpose';
import type { SqlFailure, SqlFailureKind } from '#shared/sql/sql-failure';

const sentences: Readonly<Record<SqlFailureKind, string>> = {
  'not-ready': 'a table or column is missing: npm run migrate brings the database up to date',
  'login-refused':
    'the login was refused: compare the stored credential with the database (a rotated or disabled login, a user that is not in it)',
  'host-refused': 'the server is not among DEPOSITS_SQL_HOST_SUFFIXES',
  'tenant-mismatch': 'the login leads to another tenant’s database: look at the stored credential',
  'commit-unknown': 'the answer to a commit was lost: run it again to see',
  unavailable:
    'the database does not answer: look at its address, at what lets this machine reach it, and at its health',
  busy: 'the database was busy: run it again',
  duplicate: 'a row is there already',
  reference: 'a row refers to one that is not there',
  check: 'the database refused a value',
  denied: 'the login lacks a permission',
  unexpected: 'the database answered an error that was not foreseen',
};

const certificate = /CERT|TLS|SSL|UNABLE_TO|SELF_SIGNED/;

const sentenceOf = ({ kind, cause }: SqlFailure): string =>
  cause !== undefined && certificate.test(cause)
    ? 'its certificate does not hold: look at DEPOSITS_SQL_CA_FILE, and that the credential names the server as the certificate does'
    : sentences[kind];

/** @param place where the login led, as far as it is known; its password is not looked at */
export const describeSqlFailure = (failure: SqlFailure, place?: LoginPlace): string => {
  const { kind, number, state, cause } = failure;
  const told = number === undefined ? cause : `SQL Server error ${number}, state ${state ?? 0}`;
  const at =
    place === undefined ? '' : `${place.user} at ${place.server},${place.port}, database ${place.database}: `;
  return `${at}${sentenceOf(failure)} (${told === undefined ? kind : `${told}: ${kind}`})`;
};

// What a command says at its end: lines for people or one JSON document for scripts, on standard output; failures on standard
// error, and for scripts in the document too.

import { describeFailure, failureCause, failureCode, type OperatorFailure } from './describe-failure.ts';
import { exitCodes, type ExitCode } from './operator-program.ts';

export type JsonOption = { readonly json?: true };

export const report = ({ json }: JsonOption, document: object, lines: readonly string[]): void => {
  if (json === true) console.log(JSON.stringify(document, null, 2));
  else for (const line of lines) console.log(line);
};

/** @param about which tenant and purpose, by name */
export const reportFailure = (
  { json }: JsonOption,
  about: Readonly<Record<string, string>>,
  failure: OperatorFailure,
  sentence = describeFailure(failure),
): ExitCode => {
  const names = Object.values(about).join(' ');
  console.error(names === '' ? sentence : `${names}: ${sentence}`);
  const cause = failureCause(failure);
  const document = { ...about, failure: failureCode(failure), ...(cause === undefined ? {} : { cause }) };
  if (json === true) console.log(JSON.stringify(document, null, 2));
  return exitCodes.failed;
};

// Turns a legacy key's parameters into an opener for one scheme, or says precisely which member is wrong. The member
// `scheme` may name the scheme that the parameters are for; then no envelope of another scheme is opened with them.

import { fail, succeed, type Result } from '../../../platform/result.ts';
import type { LegacyKeyProblem, LegacyOpener } from '../../codec.ts';
import { ParameterProblem, Parameters } from '../../legacy/parameters.ts';
import type { LegacySchemeName } from './scheme-names.ts';
import { legacySchemes } from './schemes.ts';

const setUp = (name: LegacySchemeName, value: unknown): LegacyOpener => {
  const parameters = new Parameters(value);
  const intended = parameters.optionalText('scheme') ?? name;
  if (intended !== name) throw parameters.problem('scheme', `must be ${name} for this envelope`);
  const opener = legacySchemes[name](parameters);
  parameters.refuseUnknown();
  return opener;
};

export const setUpScheme = (
  name: LegacySchemeName,
  value: unknown,
): Result<LegacyOpener, LegacyKeyProblem> => {
  try {
    return succeed(setUp(name, value));
  } catch (error) {
    if (error instanceof ParameterProblem) return fail({ member: error.member, problem: error.message });
    throw error;
  }
};

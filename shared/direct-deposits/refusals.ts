// All broken rules of a request in one refusal: those that it breaks by itself (422), else those that it breaks against what
// is stored (409).

import type { EffectiveDate, EffectiveDateRefusal } from '../domain/effective-date.ts';
import type { RuleFinding } from '../domain/rule.ts';
import type { Problem } from '../http/problem.ts';
import { fail, succeed, type Result } from '../platform/result.ts';

type Judged = Result<unknown, readonly RuleFinding[]>;
type Timed = Result<EffectiveDate, EffectiveDateRefusal>;

const findingsIn = (result: Judged): readonly RuleFinding[] => (result.ok ? [] : result.failure);

const timingFindings = (timing: Timed, kind: EffectiveDateRefusal['kind']): readonly RuleFinding[] =>
  timing.ok || timing.failure.kind !== kind ? [] : timing.failure.findings;

export const requireUnbroken = (broken: readonly RuleFinding[], timing: Timed): Result<void, Problem> => {
  const errors = [...broken, ...timingFindings(timing, 'broken')];
  return errors.length > 0 ? fail({ code: 'RULE_BROKEN', errors }) : succeed(undefined);
};

/** After `requireUnbroken`: whatever is left of the timing's refusal is a conflict. */
export const requireNoConflict = <T>(
  decided: Result<T, readonly RuleFinding[]>,
  timing: Timed,
): Result<{ readonly placement: T; readonly timing: EffectiveDate }, Problem> => {
  if (decided.ok && timing.ok) return succeed({ placement: decided.value, timing: timing.value });
  return fail({
    code: 'RULE_CONFLICT',
    errors: [...findingsIn(decided), ...timingFindings(timing, 'conflict')],
  });
};

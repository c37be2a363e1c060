// Why a change is refused: a problem of its own, or broken rules. All broken rules of a request come in one answer: those
// that it breaks by itself (422), else those that it breaks against what is stored (409).

import type { RuleFinding } from '../domain/rule.ts';
import type { Problem } from '../http/problem.ts';
import { fail, type Result } from '../platform/result.ts';

export type RuleRefusal = {
  readonly kind: 'broken' | 'conflict';
  readonly findings: readonly RuleFinding[];
};
export type Refusal = Problem | RuleRefusal;

export const broken = (findings: readonly RuleFinding[]): Result<never, RuleRefusal> =>
  fail({ kind: 'broken', findings });

export const conflict = (findings: readonly RuleFinding[]): Result<never, RuleRefusal> =>
  fail({ kind: 'conflict', findings });

/** The one answer to several refusals; a problem wins over rules. */
export const refusalProblem = (refusals: readonly Refusal[]): Problem => {
  const rules: RuleRefusal[] = [];
  for (const refusal of refusals) {
    if ('code' in refusal) return refusal;
    rules.push(refusal);
  }
  const findingsOf = (kind: RuleRefusal['kind']): readonly RuleFinding[] =>
    rules.flatMap((refusal) => (refusal.kind === kind ? refusal.findings : []));
  const errors = findingsOf('broken');
  return errors.length > 0
    ? { code: 'RULE_BROKEN', errors }
    : { code: 'RULE_CONFLICT', errors: findingsOf('conflict') };
};

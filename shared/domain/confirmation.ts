// Warnings that a person has to have seen: without the rule's name in the request's `confirm` they refuse it.

import type { RuleFinding, RuleName } from './rule.ts';

/** For a form: which rules it may have to ask about. */
export const confirmableRules: readonly RuleName[] = ['account.looksLikeCard'];

/** The warnings that refuse the request. A name in `confirm` that nothing asked for does no harm. */
export const unconfirmedWarnings = (
  warnings: readonly RuleFinding[],
  confirm: readonly string[] = [],
): readonly RuleFinding[] =>
  warnings.filter(({ rule }) => confirmableRules.includes(rule) && !confirm.includes(rule));

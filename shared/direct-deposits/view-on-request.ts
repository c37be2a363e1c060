// The day that a reader asks for (`on`): the split as the payroll that is paid next on that day will find it.

import { maxDaysAhead } from '../domain/effective-date.ts';
import { addDays, isIsoDate } from '../domain/iso-date.ts';
import type { ApiRequest } from '../http/api-request.ts';
import type { Problem } from '../http/problem.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import type { Stored } from './direct-deposit-store.ts';
import { timingOf, viewOn, viewToday, type SplitView } from './split-view.ts';

/** What was in force before today is in the history. @returns a failure in words */
export const viewOnDay = (stored: Stored, on: string | undefined): Result<SplitView, string> => {
  if (on === undefined) return succeed(viewToday(stored));
  const timing = timingOf(stored);
  const latest = addDays(timing.today, maxDaysAhead);
  if (!isIsoDate(on) || on < timing.today || on > latest)
    return fail(`on is a day from ${timing.today} to ${latest}, as yyyy-mm-dd.`);
  return succeed(viewOn(stored, timing, on));
};

/** Of the query parameter. */
export const viewOnRequest = (stored: Stored, { query }: ApiRequest): Result<SplitView, Problem> => {
  const view = viewOnDay(stored, query['on']);
  return view.ok ? view : fail({ code: 'QUERY_MALFORMED', detail: view.failure });
};

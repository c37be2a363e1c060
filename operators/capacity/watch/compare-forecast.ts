// Forecast against fact: whether the advice still holds, and what speaks against it. Chance alone must not.

import { weekDays } from '../../../infra/ready-schedule.ts';
import type { Facts } from './read-facts.ts';
import type { CapacityForecast } from '../../../infra/capacity-forecast.ts';

export type Reason = {
  readonly code:
    'load' | 'hours' | 'api-cold-starts' | 'decryptor-cold-starts' | 'spill-over' | 'concurrency' | 'age';
  readonly sentence: string;
};

/** How far a week's requests may be off. */
const loadShare = 0.3;
/** How much more than the forecast an hour may have, beyond what chance does. */
const hourFactor = 1.5;
/** Standard deviations that are still chance, with 168 hours looked at. */
const deviations = 4;
/** People come one by one, their requests do not: a visit makes about so many. */
const requestsOfVisit = 4;
const maxAgeDays = 120;
const dayMs = 86_400_000;

const isFarAbove = (fact: number, forecast: number, weeks: number): boolean =>
  fact > forecast * hourFactor &&
  (fact - forecast) * weeks > deviations * Math.sqrt(requestsOfVisit * Math.max(1, forecast * weeks));

const hourName = (hour: number): string =>
  `${weekDays[Math.floor(hour / 24)] ?? ''} ${String(hour % 24).padStart(2, '0')}:00 UTC`;

/** Nothing: the advice holds. */
export const compareForecast = (
  forecast: CapacityForecast,
  facts: Facts,
  nowMs: number,
): readonly Reason[] => {
  const weeks = (facts.period.toMs - facts.period.fromMs) / (7 * dayMs);
  const reasons: Reason[] = [];
  const off = facts.requestsAWeek / Math.max(1, forecast.requestsAWeek) - 1;
  if (Math.abs(off) > loadShare) {
    reasons.push({
      code: 'load',
      sentence: `${facts.requestsAWeek.toFixed(0)} requests a week came in place of ${forecast.requestsAWeek.toFixed(0)}, ${Math.abs(off * 100).toFixed(0)} % ${off > 0 ? 'more' : 'fewer'}.`,
    });
  }
  const busier = facts.requestsByUtcHour.flatMap((fact, hour) => {
    const expected = forecast.requestsByUtcHour[hour] ?? 0;
    return !Number.isNaN(fact) && isFarAbove(fact, expected, weeks) ? [{ hour, fact, expected }] : [];
  });
  const most = busier.toSorted((a, b) => b.fact - b.expected - (a.fact - a.expected))[0];
  if (most !== undefined) {
    reasons.push({
      code: 'hours',
      sentence: `${busier.length} ${busier.length === 1 ? 'hour is' : 'hours are'} busier than forecast, ${hourName(most.hour)} the most: ${most.fact.toFixed(0)} requests in place of ${most.expected.toFixed(0)}.`,
    });
  }
  const counted = [
    [
      'api-cold-starts',
      'cold starts of the API’s functions',
      facts.coldStartsAWeek.api,
      forecast.coldStartsAWeek.api,
    ],
    [
      'decryptor-cold-starts',
      'cold starts of the decryptor',
      facts.coldStartsAWeek.decryptor,
      forecast.coldStartsAWeek.decryptor,
    ],
    ['spill-over', 'requests past the ready containers', facts.spillOverAWeek, forecast.spillOverAWeek],
  ] as const;
  for (const [code, what, fact, expected] of counted) {
    if (!isFarAbove(fact, expected, weeks)) continue;
    reasons.push({ code, sentence: `${fact.toFixed(0)} ${what} a week in place of ${expected.toFixed(0)}.` });
  }
  // One or two more at once are chance.
  if (facts.mostAtOnce > forecast.mostAtOnce * hourFactor + 2) {
    reasons.push({
      code: 'concurrency',
      sentence: `${facts.mostAtOnce.toFixed(0)} requests of one function ran at the same time in place of ${forecast.mostAtOnce.toFixed(0)}.`,
    });
  }
  const ageDays = (nowMs - Date.parse(forecast.madeAt)) / dayMs;
  if (ageDays > maxAgeDays) {
    reasons.push({
      code: 'age',
      sentence: `The advice is ${ageDays.toFixed(0)} days old; prices and habits change.`,
    });
  }
  return reasons;
};

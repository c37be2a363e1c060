/** What a payroll suite tells by webhook: the rule of the bus, the function that applies it and the local suite know the same. */
export const suiteEventTypes = [
  'payroll.posted',
  'prenote.sent',
  'entry.sent',
  'entry.returned',
  'entry.corrected',
] as const;
export type SuiteEventType = (typeof suiteEventTypes)[number];

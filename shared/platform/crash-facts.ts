// What may be logged of an unexpected error: its class and where it happened. Its message may quote a value (JSON.parse
// does), and so does the head of its stack: only the lines of places are kept.

export type CrashFacts = { readonly errorName: string; readonly stack: string };

const placePattern = /^ {4}at [\w$.<>[\] ]*\(?(?:node:|file:|\/|[A-Za-z]:\\)[^()\s]*:\d+:\d+\)?$/;

export const crashFacts = (error: unknown): CrashFacts => {
  if (!(error instanceof Error)) return { errorName: typeof error, stack: '' };
  const places = (error.stack ?? '').split('\n').filter((line) => placePattern.test(line));
  return {
    errorName: /^[A-Za-z]{1,64}$/.test(error.name) ? error.name : 'Error',
    stack: places.slice(0, 20).join('\n'),
  };
};

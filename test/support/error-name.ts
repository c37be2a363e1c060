/** `ok`, or the name of the error that a call threw. */
export const errorNameOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'ok',
    (error: unknown) => (error instanceof Error ? error.name : error),
  );

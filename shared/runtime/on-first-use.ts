/** Runs `load` when its value is first asked for; a failure is not kept. */
export const onFirstUse = <T>(
  load: () => Promise<T>,
): { get: () => Promise<T>; peek: () => Promise<T> | undefined } => {
  let loading: Promise<T> | undefined;
  const get = (): Promise<T> => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
  return { get, peek: () => loading };
};

// What has been started, to be stopped in the opposite order, each at most once and whatever fails on the way.

export type Unwinding = {
  readonly add: (stop: () => Promise<void> | void) => void;
  /** Never rejects: stopping goes on past what could not be stopped. */
  readonly run: () => Promise<void>;
};

export const createUnwinding = (): Unwinding => {
  const steps: (() => Promise<void> | void)[] = [];
  let running: Promise<void> | undefined;
  const runAll = async (): Promise<void> => {
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      try {
        await step();
      } catch {
        // The last resort finds what is left.
      }
    }
  };
  return {
    add: (stop) => void steps.push(stop),
    run: () => (running ??= runAll()),
  };
};

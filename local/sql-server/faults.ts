// Injected failures, for tests of clients: connections that break, answers that stall, logins that are
// refused. Each is scoped by a predicate and happens a given number of times.
export type FaultPoint = {
  kind: 'login' | 'batch' | 'rpc' | 'begin' | 'commit' | 'rollback' | 'savepoint';
  session: number;
  /** Of its session, from 1; a login is 0. */
  request: number;
  /** Of the server, from 1, logins included. */
  ordinal: number;
  login: string;
  database: string;
  text: string;
};

export type FaultAction =
  /** `before-run`: nothing was done; `before-answer`: all was done and nothing is told. */
  | { do: 'drop'; at: 'before-run' | 'before-answer' | 'after-answer' }
  | { do: 'stall'; at: 'before-run' | 'before-answer'; milliseconds: number }
  /** So many bytes of the answer, then a reset. */
  | { do: 'reset'; afterBytes: number }
  /** The answer in small pieces with pauses between them. */
  | { do: 'slow-rows'; bytes: number; milliseconds: number }
  | { do: 'refuse-login'; number: number }
  /** Nothing is run; this error is the answer. The transaction ends with it, as under XACT_ABORT, unless it is kept. */
  | { do: 'answer-error'; number: number; keepsTransaction?: true };

/** `times`: how often (once when not said). */
export type Fault = FaultAction & { when?: (point: FaultPoint) => boolean; times?: number };

export type Injected = { readonly fired: number; remove(): void };

export type Faults = {
  inject(fault: Fault): Injected;
  clear(): void;
  /** The first fault that is due here. */
  take(point: Omit<FaultPoint, 'ordinal'>): FaultAction | undefined;
};

const fits = (fault: Fault, point: FaultPoint): boolean =>
  (fault.do === 'refuse-login') === (point.kind === 'login') && (fault.when?.(point) ?? true);

export const createFaults = (): Faults => {
  const active = new Set<{ fault: Fault; fired: number }>();
  let ordinal = 0;
  return {
    inject: (fault) => {
      const entry = { fault, fired: 0 };
      active.add(entry);
      return {
        get fired() {
          return entry.fired;
        },
        remove: () => void active.delete(entry),
      };
    },
    clear: () => active.clear(),
    take: (here) => {
      ordinal += 1;
      const point = { ...here, ordinal };
      for (const entry of active) {
        if (!fits(entry.fault, point)) continue;
        entry.fired += 1;
        if (entry.fired >= (entry.fault.times ?? 1)) active.delete(entry);
        return entry.fault;
      }
      return undefined;
    },
  };
};

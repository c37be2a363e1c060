// Single flight: work that is under way, by name, so that later callers join it instead of starting their own.

import type { Deadline } from './deadline.ts';

export type Flight<A> = {
  readonly names: readonly string[];
  /** In order of start. */
  readonly sequence: number;
  readonly deadline: Deadline;
  /** How many callers wait for the answer. */
  waiters: number;
  /** The answer goes to the callers that wait, but must not be kept. */
  isRevoked: boolean;
  readonly answer: Promise<A>;
};

export class Flights<A> {
  readonly #underway = new Map<string, Flight<A>>();
  #sequence = 0;

  /** Undefined, too, past the starter's deadline: Lambda may have frozen that invocation, and its answer may never come. */
  joinable(name: string): Flight<A> | undefined {
    const flight = this.#underway.get(name);
    return flight && !flight.isRevoked && flight.deadline.remainingMs() > 0 ? flight : undefined;
  }

  /** @param names under which the work can be joined; later work under a name takes it over */
  start(names: readonly string[], deadline: Deadline, work: (flight: Flight<A>) => Promise<A>): Flight<A> {
    this.#sequence += 1;
    const { promise: answer, resolve, reject } = Promise.withResolvers<A>();
    const state = { waiters: 0, isRevoked: false };
    const flight: Flight<A> = { names, sequence: this.#sequence, deadline, ...state, answer };
    for (const name of names) this.#underway.set(name, flight);
    work(flight)
      .finally(() => this.end(flight))
      .then(resolve, reject);
    return flight;
  }

  /** From here on nothing joins it. Work that counts its waiters calls this first. */
  end(flight: Flight<A>): { readonly wasLatest: boolean } {
    const latest = flight.names.filter((name) => this.#underway.get(name) === flight);
    for (const name of latest) this.#underway.delete(name);
    return { wasLatest: latest.length === flight.names.length };
  }

  revokeWhere(isRevoked: (name: string) => boolean): void {
    for (const [name, flight] of this.#underway) if (isRevoked(name)) flight.isRevoked = true;
  }
}

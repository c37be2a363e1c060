// A discrete-event simulation of the functions' containers: requests arrive at a function, are given a container, ask the
// decryptor where their container lacks the tenant's credential, and are answered. Retries are not part of it.

import type { Arrivals } from './arrivals.ts';
import { hourMs } from './arrivals.ts';
import { ContainerPool, throttled, type Account } from './container-pool.ts';
import { EventQueue } from './event-queue.ts';
import type { Random } from './random.ts';
import type { Durations, SystemModel } from './system.ts';
import { Tally } from './tally.ts';
import { hoursOfWeek } from './week.ts';

/** Provisioned containers of each function, the decryptor last, for each hour of the week. */
export type ReadyContainers = readonly (readonly number[])[];

export type Run = {
  readonly system: SystemModel;
  readonly arrivals: Arrivals;
  readonly ready: ReadyContainers;
  /** Which hour of the week each hour of the period is. */
  readonly weekHours: Int16Array;
  readonly random: Random;
};

/** A container of the API's that starts has sent its wake-up after so much of its start: the bench's traces. */
const wakesAfterShare = 0.6;

const [answered, asks, opened, pings, wakes] = [0, 1, 2, 3, 4];

const pingMs = 20;

class Simulation {
  readonly #run: Run;
  readonly #queue = new EventQueue();
  readonly #pools: readonly ContainerPool[];
  /** One, or one for each tenant. */
  readonly #openers: readonly ContainerPool[];
  readonly #tally: Tally;
  readonly #decryptor: number;
  /** When the decryptor that a starting container woke is ready. */
  readonly #wokenMs = new Map<number, number>();
  #hourEndsMs = 0;
  #weekHour = 0;

  constructor(run: Run) {
    this.#run = run;
    const { system } = run;
    const account: Account = { used: 0, limit: system.accountLimit };
    const pool = (tenants: number) =>
      new ContainerPool({ account, idleLifeMs: system.idleLifeMs, newIn10s: system.newIn10s, tenants });
    this.#pools = system.functions.map(() => pool(system.tenants));
    const openers = system.decryptor === undefined ? 0 : system.decryptor.isIsolated ? system.tenants : 1;
    this.#openers = Array.from({ length: openers }, () => pool(0));
    this.#decryptor = system.functions.length;
    this.#tally = new Tally(this.#decryptor + 1);
    if (system.pings !== undefined) this.#queue.push(0, pings, 0);
  }

  run(): Tally {
    const { arrivals } = this.#run;
    const queue = this.#queue;
    for (;;) {
      const arrivesMs = arrivals.atMs;
      if (queue.nextMs <= arrivesMs) {
        if (queue.size === 0) break;
        this.#event(queue.pop(), arrivesMs);
      } else {
        this.#enterHour(arrivesMs);
        this.#arrive(arrivesMs, arrivals.functionIndex, arrivals.tenantIndex, arrivals.durationMs);
        arrivals.advance();
      }
    }
    return this.#tally;
  }

  #enterHour(nowMs: number): void {
    if (nowMs < this.#hourEndsMs) return;
    const hour = Math.floor(nowMs / hourMs);
    this.#hourEndsMs = (hour + 1) * hourMs;
    this.#weekHour = this.#run.weekHours[hour % this.#run.weekHours.length] ?? 0;
    this.#pools.forEach((pool, index) => pool.setTarget(this.#run.ready[index]?.[this.#weekHour] ?? 0));
    // Lambda refuses provisioned concurrency where tenants are isolated.
    if (this.#openers.length === 1) {
      this.#openers[0]?.setTarget(this.#run.ready[this.#decryptor]?.[this.#weekHour] ?? 0);
    }
  }

  #event(nowMs: number, arrivesMs: number): void {
    this.#enterHour(nowMs);
    // Taking a typed array apart by a pattern walks an iterator: a third of the run.
    const { popped } = this.#queue;
    const [pool, container] = [popped[1] ?? 0, popped[2] ?? 0];
    switch (popped[0]) {
      case answered:
        this.#pools[pool]?.release(container, nowMs);
        break;
      case asks:
        this.#ask(nowMs, pool, container, popped[3] ?? 0, popped[4] ?? 0, popped[5] ?? 0);
        break;
      case opened:
        this.#openers[pool]?.release(container, nowMs);
        break;
      case wakes:
        this.#wake(nowMs, pool, container);
        break;
      default:
        this.#ping(nowMs, arrivesMs);
    }
  }

  #arrive(nowMs: number, index: number, tenant: number, recordedMs: number): void {
    const { system } = this.#run;
    const pool = this.#pools[index];
    const model = system.functions[index];
    if (pool === undefined || model === undefined) throw new RangeError('a request to no function');
    const container = this.#acquire(pool, index, nowMs, model.coldStartMs);
    if (container === throttled) return;
    const waitMs = pool.isCold ? model.coldStartMs : 0;
    const durationMs = recordedMs >= 0 ? recordedMs : this.#draw(model.durations);
    const startsMs = nowMs + waitMs;
    const isHeld = system.decryptor === undefined || (pool.credentialsOf(container)[tenant] ?? 0) > startsMs;
    if (isHeld) this.#finish(startsMs, index, container, durationMs, waitMs);
    else if (!pool.isCold) this.#ask(nowMs, index, container, tenant, durationMs, 0);
    else {
      if (system.wakesDecryptor && this.#openers.length === 1) {
        this.#queue.push(nowMs + model.coldStartMs * wakesAfterShare, wakes, index, container);
      }
      this.#queue.push(startsMs, asks, index, container, tenant, durationMs, waitMs);
    }
  }

  /** Acquires and counts; a request that finds no container is lost to it. */
  #acquire(pool: ContainerPool, index: number, nowMs: number, coldStartMs: number): number {
    const tally = this.#tally;
    const cell = index * hoursOfWeek + this.#weekHour;
    const container = pool.acquire(nowMs);
    tally.requests[cell] = (tally.requests[cell] ?? 0) + 1;
    if (container === throttled) {
      tally.throttled[cell] = (tally.throttled[cell] ?? 0) + 1;
      return throttled;
    }
    if (pool.busy > (tally.mostAtOnce[cell] ?? 0)) tally.mostAtOnce[cell] = pool.busy;
    if (pool.isSpilled) tally.spilled[cell] = (tally.spilled[cell] ?? 0) + 1;
    if (pool.isCold) {
      tally.coldStart(cell, pool.busy);
      tally.startMs[cell] = (tally.startMs[cell] ?? 0) + coldStartMs;
      tally.containersStarted[cell] = (tally.containersStarted[cell] ?? 0) + 1;
    }
    return container;
  }

  #ask(
    nowMs: number,
    index: number,
    container: number,
    tenant: number,
    durationMs: number,
    waitMs: number,
  ): void {
    const { decryptor, credentialAgeMs } = this.#run.system;
    if (decryptor === undefined) return;
    const place = this.#placeOf(index, container);
    const wokenMs = this.#wokenMs.get(place) ?? 0;
    if (wokenMs > nowMs) {
      this.#queue.push(wokenMs, asks, index, container, tenant, durationMs, waitMs + wokenMs - nowMs);
      return;
    }
    if (this.#wokenMs.size > 0) this.#wokenMs.delete(place);
    const at = decryptor.isIsolated ? tenant : 0;
    const opener = this.#openers[at];
    if (opener === undefined) throw new RangeError('a request of no tenant');
    const opening = this.#acquire(opener, this.#decryptor, nowMs, decryptor.coldStartMs);
    if (opening === throttled) {
      this.#queue.push(nowMs, answered, index, container);
      return;
    }
    const openerWaitMs = opener.isCold ? decryptor.coldStartMs : 0;
    const openingMs = this.#draw(decryptor.durations);
    const opensMs = nowMs + openerWaitMs + openingMs;
    this.#bill(opener, this.#decryptor, opening, openingMs);
    this.#queue.push(opensMs, opened, at, opening);
    const pool = this.#pools[index];
    if (pool !== undefined) pool.credentialsOf(container)[tenant] = opensMs + credentialAgeMs;
    // While it waits its own container runs, too.
    this.#finish(opensMs, index, container, durationMs, waitMs + openerWaitMs, openerWaitMs + openingMs);
  }

  #finish(
    startsMs: number,
    index: number,
    container: number,
    durationMs: number,
    waitMs: number,
    askedMs = 0,
  ): void {
    const pool = this.#pools[index];
    if (pool !== undefined) this.#bill(pool, index, container, durationMs + askedMs);
    this.#tally.answer(this.#weekHour, waitMs, waitMs + durationMs);
    this.#queue.push(startsMs + durationMs, answered, index, container);
  }

  #bill(pool: ContainerPool, index: number, container: number, ms: number): void {
    const cells = pool.isProvisioned(container) ? this.#tally.provisionedMs : this.#tally.onDemandMs;
    const cell = index * hoursOfWeek + this.#weekHour;
    cells[cell] = (cells[cell] ?? 0) + ms;
  }

  #wake(nowMs: number, index: number, container: number): void {
    const { decryptor } = this.#run.system;
    const opener = this.#openers[0];
    if (decryptor === undefined || opener === undefined) return;
    const woken = this.#acquire(opener, this.#decryptor, nowMs, decryptor.coldStartMs);
    if (woken === throttled) return;
    const readyMs = nowMs + (opener.isCold ? decryptor.coldStartMs : 0) + 1;
    this.#bill(opener, this.#decryptor, woken, 1);
    this.#queue.push(readyMs, opened, 0, woken);
    this.#wokenMs.set(this.#placeOf(index, container), readyMs);
  }

  /** Each function gets so many requests at the same time that do nothing; no user waits for them. */
  #ping(nowMs: number, arrivesMs: number): void {
    const { system } = this.#run;
    if (system.pings === undefined || arrivesMs === Infinity) return;
    const hold = (
      pool: ContainerPool,
      index: number,
      coldStartMs: number,
      kind: number,
      at: number,
    ): void => {
      const container = this.#acquire(pool, index, nowMs, coldStartMs);
      if (container === throttled) return;
      this.#bill(pool, index, container, pingMs);
      this.#queue.push(nowMs + (pool.isCold ? coldStartMs : 0) + pingMs, kind, at, container);
    };
    for (let count = 0; count < system.pings.atOnce; count += 1) {
      this.#pools.forEach((pool, index) =>
        hold(pool, index, system.functions[index]?.coldStartMs ?? 0, answered, index),
      );
      this.#openers.forEach((opener, at) =>
        hold(opener, this.#decryptor, system.decryptor?.coldStartMs ?? 0, opened, at),
      );
    }
    this.#queue.push(nowMs + system.pings.everyMs, pings, 0);
  }

  #placeOf(index: number, container: number): number {
    return container * this.#pools.length + index;
  }

  #draw({ quantilesMs }: Durations): number {
    const place = this.#run.random.uniform() * (quantilesMs.length - 1);
    const below = place | 0;
    const lowMs = quantilesMs[below] ?? 0;
    return lowMs + ((quantilesMs[below + 1] ?? 0) - lowMs) * (place - below);
  }
}

export const simulate = (run: Run): Tally => new Simulation(run).run();

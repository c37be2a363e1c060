// The containers of one function (or of one tenant, where they are isolated): one request in each at a time, provisioned ones
// before others, the one that was used last before those that wait longer; those that wait too long are ended.

/** No container was to be had. */
export const throttled = -1;

/** What all functions of an account share: requests that run on demand, and provisioned containers, whether they run or not. */
export type Account = { used: number; readonly limit: number };

export type PoolOptions = {
  readonly account: Account;
  readonly idleLifeMs: number;
  /** Containers that may start in ten seconds. */
  readonly newIn10s: number;
  /** Each container keeps so many tenants' credentials. */
  readonly tenants: number;
};

export class ContainerPool {
  readonly #options: PoolOptions;
  /** On demand, in the order of their last use; those before `#firstIdle` were ended. */
  readonly #idle: number[] = [];
  readonly #idleSinceMs: number[] = [];
  #firstIdle = 0;
  readonly #idleProvisioned: number[] = [];
  readonly #isProvisioned: boolean[] = [];
  readonly #credentials: Float64Array[] = [];
  /** Numbers of containers that ended, for new ones. */
  readonly #free: number[] = [];
  #provisioned = 0;
  #target = 0;
  #windowEndsMs = 0;
  #newInWindow = 0;
  /** Requests in containers now. */
  busy = 0;
  /** Whether the last `acquire` had to start a container, and whether it found all provisioned ones taken. */
  isCold = false;
  isSpilled = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  isProvisioned(container: number): boolean {
    return this.#isProvisioned[container] === true;
  }

  /** Until when the container keeps each tenant's credential. */
  credentialsOf(container: number): Float64Array {
    const held = this.#credentials[container];
    if (held === undefined) throw new RangeError('no such container');
    return held;
  }

  /** More are ready from now on; those that are too many end when they are idle. */
  setTarget(target: number): void {
    this.#target = target;
    const { account } = this.#options;
    // Lambda refuses more than the account has.
    while (this.#provisioned < target && account.used < account.limit) {
      this.#provisioned += 1;
      account.used += 1;
      this.#idleProvisioned.push(this.#newContainer(true));
    }
    while (this.#provisioned > target) {
      const container = this.#idleProvisioned.pop();
      if (container === undefined) return;
      this.#endProvisioned(container);
    }
  }

  /** A container's number, or `throttled`. */
  acquire(nowMs: number): number {
    this.isCold = false;
    const ready = this.#idleProvisioned.pop();
    this.isSpilled = ready === undefined && this.#target > 0;
    if (ready !== undefined) {
      this.busy += 1;
      return ready;
    }
    const { account } = this.#options;
    if (account.used >= account.limit) return throttled;
    this.#endExpired(nowMs);
    const isIdle = this.#idle.length > this.#firstIdle;
    if (!isIdle && !this.#mayStart(nowMs)) return throttled;
    account.used += 1;
    this.busy += 1;
    if (isIdle) {
      this.#idleSinceMs.pop();
      return this.#idle.pop() ?? throttled;
    }
    this.isCold = true;
    return this.#newContainer(false);
  }

  release(container: number, nowMs: number): void {
    this.busy -= 1;
    if (this.isProvisioned(container)) {
      if (this.#provisioned > this.#target) this.#endProvisioned(container);
      else this.#idleProvisioned.push(container);
      return;
    }
    this.#options.account.used -= 1;
    this.#idle.push(container);
    this.#idleSinceMs.push(nowMs);
  }

  #newContainer(isProvisioned: boolean): number {
    const container = this.#free.pop() ?? this.#isProvisioned.length;
    this.#isProvisioned[container] = isProvisioned;
    const held = this.#credentials[container] ?? new Float64Array(this.#options.tenants);
    this.#credentials[container] = held.fill(-Infinity);
    return container;
  }

  #endProvisioned(container: number): void {
    this.#provisioned -= 1;
    this.#options.account.used -= 1;
    this.#free.push(container);
  }

  #endExpired(nowMs: number): void {
    const oldestMs = nowMs - this.#options.idleLifeMs;
    while (this.#firstIdle < this.#idle.length && (this.#idleSinceMs[this.#firstIdle] ?? 0) < oldestMs) {
      this.#free.push(this.#idle[this.#firstIdle] ?? 0);
      this.#firstIdle += 1;
    }
    if (this.#firstIdle > 64 || this.#firstIdle === this.#idle.length) {
      this.#idle.splice(0, this.#firstIdle);
      this.#idleSinceMs.splice(0, this.#firstIdle);
      this.#firstIdle = 0;
    }
  }

  #mayStart(nowMs: number): boolean {
    if (nowMs >= this.#windowEndsMs) {
      this.#windowEndsMs = nowMs + 10_000;
      this.#newInWindow = 0;
    }
    this.#newInWindow += 1;
    return this.#newInWindow <= this.#options.newIn10s;
  }
}

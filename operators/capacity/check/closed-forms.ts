// What queueing theory knows exactly, for the simulation to be held against.

/** Erlang's loss formula: the share of requests that find all `servers` taken, at an offered load in erlangs (rate × duration). */
export const erlangB = (servers: number, erlangs: number): number => {
  // B(0) = 1; B(n) = a B(n-1) / (n + a B(n-1)), which neither over- nor underflows.
  let blocked = 1;
  for (let server = 1; server <= servers; server += 1) {
    blocked = (erlangs * blocked) / (server + erlangs * blocked);
  }
  return blocked;
};

/** Of requests so rare that two never meet: the share that comes after its container was ended. */
export const coldShareOfRare = (ratePerS: number, idleLifeMs: number): number =>
  Math.exp((-ratePerS * idleLifeMs) / 1_000);

// What a campaign counted, and what went wrong in words that hold no value of anybody's.

export type Tally = {
  readonly counts: Map<string, number>;
  readonly faults: string[];
  passed: number;
};

export const newTally = (): Tally => ({ counts: new Map(), faults: [], passed: 0 });

export const count = ({ counts }: Tally, name: string, by = 1): void =>
  void counts.set(name, (counts.get(name) ?? 0) + by);

/** One proof: passed when nothing is complained about. */
export const judge = (tally: Tally, complaints: readonly string[]): void => {
  if (complaints.length === 0) tally.passed += 1;
  else tally.faults.push(complaints.join('; '));
};

export const printTally = ({ counts, faults, passed }: Tally): { passed: number; failed: number } => {
  for (const [name, times] of [...counts].sort(([left], [right]) => left.localeCompare(right))) {
    console.log(`${name}: ${times}`);
  }
  for (const fault of faults.slice(0, 10)) console.log(`  ${fault}`);
  return { passed, failed: faults.length };
};

/** As many of `workers` as there are take items until none is left. */
export const shareOut = async <I>(
  items: readonly I[],
  workers: readonly ((item: I) => Promise<void>)[],
): Promise<void> => {
  const queue = items.values();
  await Promise.all(
    workers.map(async (work) => {
      for (const item of queue) await work(item);
    }),
  );
};

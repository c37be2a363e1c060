// Remembers the last few answers of a costly function: keys derived with a salt that stands in the stored value itself.

export type BoundedMemo = {
  readonly get: (name: string, make: () => Buffer) => Buffer;
  readonly wipe: () => void;
};

export const createBoundedMemo = (maxEntries: number): BoundedMemo => {
  const known = new Map<string, Buffer>();
  return {
    get: (name, make) => {
      const found = known.get(name);
      if (found !== undefined) return found;
      const made = make();
      known.set(name, made);
      for (const [oldest, bytes] of known) {
        if (known.size <= maxEntries) break;
        known.delete(oldest);
        bytes.fill(0);
      }
      return made;
    },
    wipe: () => {
      for (const bytes of known.values()) bytes.fill(0);
      known.clear();
    },
  };
};

// One text for all JSON texts of the same value: members in one order, no blanks. Good enough to compare requests of this API,
// whose numbers are ordinary ones (the full scheme is RFC 8785).

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, sorted(member)]),
  );
};

/** Members that are undefined count as absent. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value)) ?? '';

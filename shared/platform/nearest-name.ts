// The known name that a mistyped one was probably meant to be: case aside, at most two edits away (Levenshtein).

const distance = (left: string, right: string): number => {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...left].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...right].entries()) {
      const substitution = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(substitution, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};

const maxLength = 64;

/** Undefined where no known name is near. */
export const nearestName = (typed: string, known: readonly string[]): string | undefined => {
  if (typed.length > maxLength) return undefined;
  const ranked = known
    .map((name) => ({ name, edits: distance(typed.toLowerCase(), name.toLowerCase()) }))
    .sort((left, right) => left.edits - right.edits);
  const best = ranked[0];
  return best !== undefined && best.edits <= Math.min(2, best.name.length - 1) ? best.name : undefined;
};

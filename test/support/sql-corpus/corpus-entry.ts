// One line of the corpus: a construct, T-SQL, and what SQL Server's documentation says that it answers. `batch` is sent as it
// is; with `inputs` it is a parameterised request.

export type Expected = {
  /** For each row set: `name type`, one a column. */
  readonly columns?: readonly (readonly string[])[];
  /** For each row set, rows as JSON writes them; binary as 0x…, moments in ISO 8601. */
  readonly rows?: readonly (readonly (readonly unknown[])[])[];
  /** Row counts, in order. */
  readonly affected?: readonly number[];
  readonly error?: number;
};

export type CorpusEntry = {
  readonly construct: string;
  readonly sql: string;
  readonly inputs?: Readonly<Record<string, number | string>>;
  readonly expected: Expected;
};

/** A row set of one row. */
export const oneRow = (columns: readonly string[], ...row: readonly unknown[]): Expected => ({
  columns: [columns],
  rows: [[row]],
});

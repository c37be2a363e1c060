// Errors as SQL Server numbers them. Everything that the endpoint does not do is number 50000, class 16.
export class SqlServerError extends Error {
  readonly number: number;
  readonly severity: number;
  readonly state: number;
  line = 1;

  constructor(number: number, severity: number, message: string, state = 1) {
    super(message);
    this.number = number;
    this.severity = severity;
    this.state = state;
  }
}

export const notSupported = (what: string): SqlServerError =>
  new SqlServerError(50000, 16, `${what} is not supported by the embedded endpoint.`);

export const tooDeep = (): SqlServerError =>
  new SqlServerError(
    191,
    15,
    'Some part of your SQL statement is nested too deeply. Rewrite the query or break it up into smaller queries.',
  );

/** `a AND b AND …` becomes a tree as deep as it is long. */
export const refuseLongChain = (terms: number): void => {
  if (terms > 1500) throw tooDeep();
};

export const syntaxError = (near: string): SqlServerError =>
  new SqlServerError(
    102,
    15,
    near === '' ? 'Incorrect syntax near the end of the batch.' : `Incorrect syntax near '${near}'.`,
  );

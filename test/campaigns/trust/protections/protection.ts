// A protection and how to take it away: a text that stands once in a file, and what is put in its place. With a threat, the test named after it
// has to fail; without one, any test of the file named.

export type Protection = {
  readonly threat?: number;
  readonly file: string;
  readonly remove: string;
  readonly put: string;
  readonly test: string;
};

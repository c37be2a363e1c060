// What SQL Server does after an error without XACT_ABORT: most errors undo their statement and the batch goes on. These do not.
export type Consequence = 'goes-on' | 'ends-batch' | 'ends-transaction';

const consequences: Readonly<Record<number, Consequence>> = {
  // Names and syntax: nothing more of the batch is run.
  ...Object.fromEntries(
    [
      102, 105, 107, 108, 109, 110, 113, 116, 120, 121, 137, 141, 145, 156, 174, 191, 195, 205, 206, 207, 208,
      209, 213,
    ].map((number) => [number, 'ends-batch' as const]),
  ),
  ...Object.fromEntries(
    [257, 264, 402, 447, 468, 529, 911, 916, 1033, 1060, 2812, 4104, 8117, 8120, 8145, 10753].map(
      (number) => [number, 'ends-batch' as const],
    ),
  ),
  // Values that cannot be converted, and what PostgreSQL's and SQL Server's victims of others have in common.
  ...Object.fromEntries(
    [241, 242, 244, 245, 248, 1205, 3960, 8114, 8169].map((number) => [number, 'ends-transaction' as const]),
  ),
  // What the endpoint refuses, nothing may be built upon.
  50000: 'ends-batch',
};

export const consequenceOf = (number: number): Consequence => consequences[number] ?? 'goes-on';

// What the model knows of a deployment: functions, their durations and cold starts, and how Lambda treats their containers.

/** Durations as an operator has them: ascending quantiles at equal distances, the first the shortest, the last the longest. */
export type Durations = { readonly quantilesMs: readonly number[] };

export type FunctionModel = {
  readonly name: string;
  readonly memoryMb: number;
  /** In a warm container, without the wait for the decryptor. */
  readonly durations: Durations;
  /** From the request to the first line of the handler, where no container is idle. */
  readonly coldStartMs: number;
};

export type DecryptorModel = FunctionModel & {
  /** A container serves one tenant only (Lambda's tenant isolation mode). */
  readonly isIsolated: boolean;
};

export type SystemModel = {
  readonly functions: readonly FunctionModel[];
  /** Undefined where the functions open credentials themselves. */
  readonly decryptor: DecryptorModel | undefined;
  /** A function's container that starts has one of the decryptor start at the same time. */
  readonly wakesDecryptor: boolean;
  /** How long a container keeps a tenant's credential. */
  readonly credentialAgeMs: number;
  readonly tenants: number;
  /** How long Lambda keeps a container that has nothing to do: not promised by AWS, 5 to 7 minutes in what people measured. */
  readonly idleLifeMs: number;
  /** Containers of the account at the same time. */
  readonly accountLimit: number;
  /** New containers of one function in ten seconds (Lambda's scaling rate). */
  readonly newIn10s: number;
  /** Every so many milliseconds each function is pinged so many times at the same time, as some do in place of provisioning. */
  readonly pings?: { readonly everyMs: number; readonly atOnce: number } | undefined;
};

/** In the order in which everything is counted: the functions, then the decryptor where there is one. */
export const modelsOf = ({ functions, decryptor }: SystemModel): readonly FunctionModel[] => [
  ...functions,
  ...(decryptor === undefined ? [] : [decryptor]),
];

export const fixedDuration = (ms: number): Durations => ({ quantilesMs: [ms, ms] });

export const meanOf = ({ quantilesMs }: Durations): number => {
  const last = quantilesMs.length - 1;
  const sum = quantilesMs.reduce(
    (total, ms, index) => total + (index === 0 || index === last ? ms / 2 : ms),
    0,
  );
  return last === 0 ? (quantilesMs[0] ?? 0) : sum / last;
};

/** @param shortToLong sorted; of many values, 101 quantiles */
export const durationsOf = (shortToLong: readonly number[]): Durations => {
  const last = shortToLong.length - 1;
  if (last < 0) throw new RangeError('durations of nothing');
  const steps = Math.min(100, Math.max(1, last));
  return {
    quantilesMs: Array.from(
      { length: steps + 1 },
      (_, step) => shortToLong[Math.round((step / steps) * last)] ?? 0,
    ),
  };
};

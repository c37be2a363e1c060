// A function's settings come as text from its environment; a wrong one stops it, by name.

export type Environment = Readonly<Record<string, string | undefined>>;

/** Set by Lambda in every container, and only there. */
export const isInLambda = (env: Environment): boolean =>
  env['AWS_LAMBDA_RUNTIME_API'] !== undefined || env['AWS_LAMBDA_FUNCTION_NAME'] !== undefined;

export const requiredVariable = (env: Environment, name: string): string => {
  const value = env[name];
  if (value === undefined || value === '') throw new TypeError(`${name} is not set`);
  return value;
};

export const switchVariable = (env: Environment, name: string, fallback: 'on' | 'off'): boolean => {
  const value = env[name] ?? fallback;
  if (value !== 'on' && value !== 'off') throw new TypeError(`${name} must be on or off`);
  return value === 'on';
};

export const wholeNumberVariable = (
  env: Environment,
  name: string,
  { default: fallback, min, max }: { readonly default: number; readonly min: number; readonly max: number },
): number => {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new RangeError(`${name} must be a whole number from ${min} to ${max}`);
  }
  return value;
};

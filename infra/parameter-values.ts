// A parameter's value, whatever serverless.yml made of it.

import { listIn, SettingsError, type ParameterName } from './parameters.ts';

export type Parameters = Readonly<Record<string, unknown>>;

export const textOf = (parameters: Parameters, name: string): string => {
  const value = parameters[name];
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number') return String(value);
  throw new SettingsError(`${name} must be text or a number`);
};

export const optional = (parameters: Parameters, name: string): string | undefined => {
  const text = textOf(parameters, name);
  return text === '' ? undefined : text;
};

export const listOf = (parameters: Parameters, name: ParameterName): readonly string[] =>
  listIn(textOf(parameters, name));

export const numberOf = (parameters: Parameters, name: ParameterName): number =>
  Number(textOf(parameters, name));

export const oneOf = <const T extends string>(
  parameters: Parameters,
  name: ParameterName,
  choices: readonly T[],
): T => {
  const text = textOf(parameters, name);
  const found = choices.find((choice) => choice === text);
  if (found === undefined) throw new SettingsError(`${name} is none of its choices`);
  return found;
};

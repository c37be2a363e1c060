// The Lambdas of this project, read from where they are declared: one serverless.yml in each folder under functions/.

import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';

export type LambdaFunction = {
  readonly name: string;
  /** TypeScript entry, relative to the project. */
  readonly entry: string;
  /** Name of the exported handler. */
  readonly handler: string;
  /** Names of the variables that it is configured with, its own and those of all functions. */
  readonly environment: readonly string[];
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const readYaml = (path: string): Record<string, unknown> => {
  const content: unknown = parse(readFileSync(path, 'utf8'));
  if (!isRecord(content)) throw new TypeError(`${path} must hold a map`);
  return content;
};

const customReference = /^\$\{self:custom\.(\w+)\}$/;

/** @param custom the section of that name in serverless.yml, which a fragment may refer to */
const environmentNames = (section: unknown, custom: unknown): string[] => {
  const environment = isRecord(section) ? section['environment'] : undefined;
  const name = typeof environment === 'string' ? customReference.exec(environment)?.[1] : undefined;
  const block = name === undefined ? environment : isRecord(custom) ? custom[name] : undefined;
  if (environment === undefined) return [];
  if (!isRecord(block)) throw new TypeError('An environment must be a map, or refer to one under custom');
  return Object.keys(block);
};

const readFragment = (
  projectDirectory: string,
  fragment: string,
  service: Record<string, unknown>,
): LambdaFunction[] =>
  Object.entries(readYaml(join(projectDirectory, fragment))).map(([name, declaration]) => {
    const path = isRecord(declaration) ? declaration['handler'] : undefined;
    if (typeof path !== 'string') throw new TypeError(`${fragment}: ${name} needs a handler`);
    const dot = path.lastIndexOf('.');
    const entry = `${path.slice(0, dot)}.ts`;
    if (!existsSync(join(projectDirectory, entry))) throw new Error(`${fragment}: ${entry} does not exist`);
    const { provider, custom } = service;
    const names = [provider, declaration].flatMap((section) => environmentNames(section, custom));
    return { name, entry, handler: path.slice(dot + 1), environment: [...new Set(names)].sort() };
  });

export const readLambdaFunctions = (projectDirectory: string): LambdaFunction[] => {
  const service = readYaml(join(projectDirectory, 'serverless.yml'));
  return globSync('functions/*/serverless.yml', { cwd: projectDirectory })
    .sort((a, b) => (dirname(a) < dirname(b) ? -1 : 1))
    .flatMap((fragment) => readFragment(projectDirectory, fragment, service));
};

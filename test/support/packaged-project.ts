// The package that a stage would deploy, made from a copy of the project in a folder of its own, so that packagings beside
// each other do not meet. Whoever wants a change makes it in the copy.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type TemplateResource = {
  readonly Type: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a template is looked into, not typed
  readonly Properties: Record<string, any>;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- likewise
  readonly UpdatePolicy?: Record<string, any>;
};

export type Template = {
  /** Of a published one. */
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
};

export type Package = {
  readonly template: Template;
  /** Each archive by name, `decryptor.zip`. */
  readonly archives: ReadonlyMap<string, Buffer>;
};

export type Packaging =
  | { readonly isPackaged: true; readonly package: Package; readonly output: string }
  | { readonly isPackaged: false; readonly output: string };

const parts = [
  'docs/openapi.json',
  'functions',
  'infra',
  'layers',
  'local',
  'scripts',
  'shared',
  'esbuild.config.ts',
  'package.json',
  'serverless.yml',
  'tsconfig.json',
];

export type ProjectCopy = {
  readonly directory: string;
  readonly package: (...parameters: readonly string[]) => Packaging;
  readonly remove: () => void;
};

const withoutSettings = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(AWS_|DEPOSITS_|NODE_OPTIONS|NODE_PATH)/.test(name)),
  ),
  NO_COLOR: '1',
});

const readPackage = (folder: string): Package => {
  const files = readdirSync(folder);
  return {
    template: JSON.parse(readFileSync(join(folder, 'cloudformation-template-update-stack.json'), 'utf8')),
    archives: new Map(
      files
        .filter((file) => file.endsWith('.zip'))
        .sort()
        .map((file) => [file, readFileSync(join(folder, file))]),
    ),
  };
};

/** Of the project, or of another copy: then of the same state, whatever is edited meanwhile. */
export const copyProject = (source = process.cwd()): ProjectCopy => {
  const directory = mkdtempSync(join(tmpdir(), 'project-'));
  for (const part of parts) cpSync(join(source, part), join(directory, part), { recursive: true });
  symlinkSync(join(process.cwd(), 'node_modules'), join(directory, 'node_modules'));
  return {
    directory,
    package: (...parameters) => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [
          join(directory, 'scripts/package.ts'),
          '--stage',
          'prod',
          ...parameters.flatMap((parameter) => ['--param', parameter]),
        ],
        { cwd: directory, env: withoutSettings(), encoding: 'utf8' },
      );
      const output = `${stdout}${stderr}`;
      return status === 0
        ? { isPackaged: true, package: readPackage(join(directory, '.serverless')), output }
        : { isPackaged: false, output };
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
};

/** The package, or an error with what packaging said. */
export const packaged = (packaging: Packaging): Package => {
  if (!packaging.isPackaged) throw new Error(packaging.output);
  return packaging.package;
};

export const ofType = (template: Template, type: string): TemplateResource[] =>
  Object.values(template.Resources).filter(({ Type }) => Type === type);

export const functionKey = ({ Properties }: TemplateResource): string =>
  String(Properties['FunctionName']).replace('direct-deposits-prod-', '');

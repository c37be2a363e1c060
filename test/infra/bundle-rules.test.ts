// The rule about what a bundle may carry, on real bundles: the project's own are clean, and a planted import is found.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import {
  findForbiddenPackages,
  findLayerImports,
  forbiddenForTransport,
  forbiddenPackages,
  isOverBudget,
  packageOf,
} from '../../scripts/build/bundle-rules.ts';
import { readLambdaFunctions } from '../../scripts/build/lambda-functions.ts';
import { findLayerModules } from '../../layers/shared/layer-modules.ts';
import { describeGrowth } from '../../scripts/build/size-record.ts';
import { awsTransportFrom, bundleOptions, credentialSourceFrom } from '../../esbuild.config.ts';
import { functionKeys } from './templates/variants.ts';

const projectDirectory = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'bundle-rules-'));

const metafileOf = async (entry: string, source = 'lambda', transport = 'lean'): Promise<Metafile> => {
  const options = bundleOptions(projectDirectory, {
    DEPOSITS_CREDENTIAL_SOURCE: source,
    DEPOSITS_AWS_TRANSPORT: transport,
  });
  return (await build({ ...options, entryPoints: [entry], write: false, outfile: 'out.cjs', metafile: true }))
    .metafile;
};

/** The function's own entry with one more import. */
const planted = (entry: string, name: string): string => {
  const path = join(folder, `${name.replaceAll('/', '-')}.ts`);
  const target = JSON.stringify(join(projectDirectory, entry));
  const extra = JSON.stringify(join(projectDirectory, 'node_modules', name));
  writeFileSync(
    path,
    `import * as extra from ${extra};\nexport { handler } from ${target};\nexport const kept = extra;\n`,
  );
  return path;
};

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const functions = readLambdaFunctions(projectDirectory);
const decryptor = 'functions/decryptor/handler.ts';
const webhook = 'functions/payroll-webhook/handler.ts';
const create = 'functions/create-direct-deposit/handler.ts';
const openApi = 'functions/get-openapi/handler.ts';

describe('the bundles', () => {
  it('are those of the functions', () => {
    expect(functions.map(({ name }) => name)).toEqual([...functionKeys].sort());
  });

  it.each(functions)('$name carries nothing that it may not', async ({ name, entry }) => {
    expect(findForbiddenPackages(await metafileOf(entry), forbiddenPackages(name, 'lambda'))).toEqual([]);
  });

  it.each([
    [decryptor, 'decryptor', 'mssql', ['mssql', 'tedious']],
    [decryptor, 'decryptor', 'tedious', ['tedious']],
    [create, 'create-direct-deposit', 'ajv', ['ajv']],
    [openApi, 'get-openapi', '@aws-sdk/client-lambda', ['@aws-sdk/client-lambda']],
    [create, 'create-direct-deposit', '@aws-sdk/client-kms', ['@aws-sdk/client-kms']],
    [create, 'create-direct-deposit', '@aws-sdk/client-dynamodb', ['@aws-sdk/client-dynamodb']],
  ])('%s with an import of %s and %s is found out', async (entry, name, extra, found) => {
    const metafile = await metafileOf(planted(entry, extra));

    expect(findForbiddenPackages(metafile, forbiddenPackages(name, 'lambda'))).toEqual(found);
  });
});

describe('the layer', () => {
  const importing = (statement: string): string => {
    const path = join(folder, 'importing.ts');
    writeFileSync(path, `${statement}\n`);
    return path;
  };
  const stores = JSON.stringify(join(projectDirectory, 'shared/runtime/sql-stores-runtime.ts'));

  it('is asked for by the functions for what it holds, and holds nothing else', async () => {
    const asked = await Promise.all(
      functions.map(async ({ entry }) => findLayerImports(await metafileOf(entry))),
    );
    const askedInProcess = findLayerImports(await metafileOf(create, 'in-process'));

    expect([...new Set([...asked.flat(), ...askedInProcess])].sort()).toEqual(
      [...findLayerModules(projectDirectory)].sort(),
    );
  }, 30_000);

  it('refuses to be loaded at the start', async () => {
    await expect(metafileOf(importing(`export * from ${stores};`))).rejects.toThrow(
      /belongs to the layer: import\(\) it where it is first used/,
    );
  });
});

describe('the transport to AWS of a bundle', () => {
  const packagesOf = async (entry: string, transport: string): Promise<readonly string[]> => {
    const carried = Object.values((await metafileOf(entry, 'lambda', transport)).outputs)
      .flatMap(({ inputs }) => Object.keys(inputs))
      .map(packageOf);
    return [...new Set(carried.filter((name) => name !== undefined))];
  };

  it.each([decryptor, create, webhook])('is in %s alone: our own', async (entry) => {
    const carried = await packagesOf(entry, 'lean');

    expect(carried.filter((name) => /^@(aws-sdk|smithy)\//.test(name))).toEqual([]);
  });

  it.each([
    [decryptor, '@aws-sdk/client-kms'],
    [create, '@aws-sdk/client-lambda'],
    [webhook, '@aws-sdk/client-eventbridge'],
  ])('is in %s alone: the SDK’s', async (entry, client) => {
    const metafile = await metafileOf(entry, 'lambda', 'sdk');
    const ours = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));

    expect(findForbiddenPackages(metafile, forbiddenForTransport('lean', 'decryptor'))).toContain(client);
    expect(ours.filter((file) => file.includes('shared/aws/signed/'))).toEqual([]);
  });

  it('is one of two, our own unless told', () => {
    expect([undefined, '', 'lean', 'sdk'].map(awsTransportFrom)).toEqual(['lean', 'lean', 'lean', 'sdk']);
    expect(() => awsTransportFrom('fetch')).toThrow(/must be lean or sdk, got "fetch"/);
  });
});

describe('the size of a bundle', () => {
  it.each([
    [undefined, 100, 'new'],
    [100_000, 100_900, ''],
    [100_000, 101_100, 'grew by 1.1 kB'],
    [100_000, 98_000, 'shrank by 2.0 kB'],
  ])('recorded as %p and now %p is said as %p', (recorded, bytes, said) => {
    expect(describeGrowth(recorded, bytes)).toBe(said);
  });

  it.each([
    ['decryptor', 80_000],
    ['payroll-webhook', 60_000],
  ])('of %s may not pass %d bytes with our own transport', (name, most) => {
    expect([most, most + 1].map((bytes) => isOverBudget(name, bytes))).toEqual([false, true]);
    expect(isOverBudget(name, 700_000, 'sdk')).toBe(false);
  });
});

describe('the credential source of a bundle', () => {
  it('is one of two, lambda unless told', () => {
    expect([undefined, '', 'lambda', 'in-process'].map(credentialSourceFrom)).toEqual([
      'lambda',
      'lambda',
      'lambda',
      'in-process',
    ]);
  });

  it('refuses any other word', () => {
    expect(() => credentialSourceFrom('inprocess')).toThrow(/must be lambda or in-process, got "inprocess"/);
  });
});

it('a package is told by the innermost node_modules', () => {
  expect(
    ['node_modules/a/b.js', '../x/node_modules/a/node_modules/@s/p/q/r.js', 'shared/a.ts'].map(packageOf),
  ).toEqual(['a', '@s/p', undefined]);
});

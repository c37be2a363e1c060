// T42 What of other people's is installed and deployed: hashes, licences, no scripts of packages, and a reason for each.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Enums, Spec, Validation } from '@cyclonedx/cyclonedx-library';
import {
  billOfMaterials,
  complaintsAboutPackages,
  deployedPackages,
  type DeployedPackage,
} from '../../scripts/build/bill-of-materials.ts';
import { bundleFunctions } from '../../scripts/build/bundle-functions.ts';

type Entry = {
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
};
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Entry> };

const faultsOf = (packages: Record<string, Entry>): string[] =>
  Object.entries(packages)
    .filter(([path, { link }]) => path.includes('node_modules/') && link !== true)
    .flatMap(([path, { integrity = '', resolved, hasInstallScript, dev }]) => [
      ...(integrity.startsWith('sha512-') ? [] : [`${path}: no hash`]),
      ...(resolved === undefined ? [] : [`${path}: an address of its own`]),
      ...(hasInstallScript === true && dev !== true ? [`${path}: a script at its installation`] : []),
    ]);

describe('T42 package-lock.json', () => {
  test('has a hash of every package, no address, and no deployed one with a script at its installation', () => {
    expect(faultsOf(lock.packages)).toEqual([]);
    expect(Object.keys(lock.packages).length).toBeGreaterThan(500);
  });

  test.each<[string, Entry]>([
    ['no hash', {}],
    ['no hash', { integrity: 'sha1-AAAA' }],
    ['an address of its own', { integrity: 'sha512-AAAA', resolved: 'https://evil.example/x.tgz' }],
    ['a script at its installation', { integrity: 'sha512-AAAA', hasInstallScript: true }],
  ])('a control: %s is found', (fault, entry) => {
    expect(faultsOf({ 'node_modules/planted': entry })).toEqual([`node_modules/planted: ${fault}`]);
  });
});

describe('T42 installing', () => {
  test('runs no script of a package', () => {
    expect(readFileSync('scripts/install-missing.mjs', 'utf8')).toMatch(/'install',[^\]]*'--ignore-scripts'/);
  });
});

describe('T42 what is deployed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'supply-chain-'));
  let packages: readonly DeployedPackage[];

  beforeAll(async () => {
    const { bundles, layer } = await bundleFunctions({
      projectDirectory: process.cwd(),
      outputDirectory: folder,
    });
    packages = deployedPackages(process.cwd(), [
      ...bundles.map(({ name, inputs }) => ({ name, files: inputs })),
      ...layer.map(({ module, metafile }) => ({
        name: `layer/${module}`,
        files: Object.keys(metafile.inputs),
      })),
    ]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('has allowed licences and the lockfile’s hashes', () => {
    expect(complaintsAboutPackages(packages)).toEqual([]);
    expect(packages.map(({ name }) => name)).toEqual(expect.arrayContaining(['mssql', 'tedious', 'valibot']));
    expect(packages.find(({ name }) => name === 'mssql')?.artefacts).toEqual([
      'layer/runtime/sql-stores-runtime',
    ]);
  });

  test('a control: another licence and a missing hash are complained about', () => {
    const [first] = packages;
    expect(complaintsAboutPackages([{ ...first!, licence: 'GPL-3.0-only' }])).toHaveLength(1);
    expect(complaintsAboutPackages([{ ...first!, integrity: '' }])).toHaveLength(1);
  });

  test('is said in CycloneDX, the same for the same build', async () => {
    const text = billOfMaterials(packages, '1.0.0');
    const bom = JSON.parse(text) as { components: { name: string; hashes: { content: string }[] }[] };

    expect(bom.components).toHaveLength(packages.length);
    expect(bom.components.every(({ hashes }) => /^[0-9a-f]{128}$/.test(hashes[0]!.content))).toBe(true);
    expect(billOfMaterials(packages, '1.0.0')).toBe(text);
    const validator = new Validation.JsonStrictValidator(Spec.Spec1dot6.version);
    expect(await validator.validate(text)).toBeNull();
    expect(
      await validator.validate(text.replace('"library"', `"${Enums.ComponentType.Library}s"`)),
    ).not.toBeNull();
  });

  test('is in the table, each with its reason, and nothing else is', () => {
    const table = readFileSync('docs/dependencies.md', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    const named = table.flatMap((line) =>
      [...line.split('|')[1]!.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
    );
    const isNamed = (name: string): boolean =>
      named.some((each) => each === name || (each.endsWith('*') && name.startsWith(each.slice(0, -1))));
    const pages = table.filter((line) => line.split('|')[2]!.trim().startsWith('page')).join();

    expect(packages.map(({ name }) => name).filter((name) => !isNamed(name))).toEqual([]);
    const deployed = packages.map(({ name }) => name);
    const idle = named.filter((each) => {
      const isThere = deployed.some(
        (name) => name === each || (each.endsWith('*') && name.startsWith(each.slice(0, -1))),
      );
      return !isThere && !pages.includes(`\`${each}\``);
    });
    expect(idle).toEqual([]);
    for (const line of table) expect(line.split('|')[3]!.trim().length).toBeGreaterThan(2);
  });
});

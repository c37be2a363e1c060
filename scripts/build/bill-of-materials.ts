// What of other people's is deployed: every package of which a line is in a bundle, the layer or the page, with its version, licence and the
// hash that package-lock.json demands. CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/); the same text for the same build.

import { readFileSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as CDX from '@cyclonedx/cyclonedx-library';
import * as v from 'valibot';

/** Files that one artefact was made from, relative to the project or absolute. */
export type Artefact = { readonly name: string; readonly files: readonly string[] };

export type DeployedPackage = {
  readonly name: string;
  readonly version: string;
  /** SPDX. */
  readonly licence: string;
  /** As in package-lock.json, `sha512-…`. */
  readonly integrity: string;
  readonly artefacts: readonly string[];
};

/** What may be deployed without asking a lawyer. */
export const allowedLicences: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
]);

const manifest = v.object({
  name: v.string(),
  version: v.string(),
  license: v.optional(v.string(), ''),
});
const lockfile = v.object({
  packages: v.record(v.string(), v.looseObject({ integrity: v.optional(v.string(), '') })),
});

/** The folder of the package that a file belongs to; undefined for the project's own files. */
const packageFolder = (path: string): string | undefined =>
  /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path.replaceAll('\\', '/'))?.[0];

export const deployedPackages = (
  projectDirectory: string,
  artefacts: readonly Artefact[],
): readonly DeployedPackage[] => {
  const lock = v.parse(
    lockfile,
    JSON.parse(readFileSync(join(projectDirectory, 'package-lock.json'), 'utf8')),
  );
  const root = realpathSync(projectDirectory);
  const artefactsByFolder = new Map<string, Set<string>>();
  for (const { name, files } of artefacts) {
    for (const file of files) {
      const path = file.startsWith('/') ? relative(root, file) : file;
      const folder = packageFolder(path);
      if (folder === undefined) continue;
      artefactsByFolder.set(folder, (artefactsByFolder.get(folder) ?? new Set()).add(name));
    }
  }
  return [...artefactsByFolder]
    .map(([folder, names]) => {
      const text = readFileSync(join(projectDirectory, folder, 'package.json'), 'utf8');
      const { name, version, license: licence } = v.parse(manifest, JSON.parse(text));
      const integrity = lock.packages[folder]?.integrity ?? '';
      return { name, version, licence, integrity, artefacts: [...names].sort() };
    })
    .sort((left, right) => (`${left.name}@${left.version}` < `${right.name}@${right.version}` ? -1 : 1));
};

/** Why a package may not be deployed; empty when all may. */
export const complaintsAboutPackages = (packages: readonly DeployedPackage[]): readonly string[] =>
  packages.flatMap(({ name, version, licence, integrity }) => [
    ...(allowedLicences.has(licence)
      ? []
      : [`${name} ${version} has the licence ${JSON.stringify(licence)}`]),
    ...(integrity.startsWith('sha512-') ? [] : [`${name} ${version} has no hash in package-lock.json`]),
  ]);

export const billOfMaterials = (packages: readonly DeployedPackage[], version: string): string => {
  const bom = new CDX.Models.Bom();
  const root = new CDX.Models.Component(CDX.Enums.ComponentType.Application, 'direct-deposit-backend', {
    version,
  });
  root.bomRef.value = 'direct-deposit-backend';
  bom.metadata.component = root;
  const dependencies = packages.map((it) => {
    const component = new CDX.Models.Component(CDX.Enums.ComponentType.Library, it.name, {
      version: it.version,
      bomRef: `pkg:npm/${it.name.replace('@', '%40')}@${it.version}`,
      purl: `pkg:npm/${it.name.replace('@', '%40')}@${it.version}`,
      licenses: new CDX.Models.LicenseRepository([new CDX.Models.SpdxLicense(it.licence)]),
      hashes: new CDX.Models.HashDictionary([
        [
          CDX.Enums.HashAlgorithm['SHA-512'],
          Buffer.from(it.integrity.slice('sha512-'.length), 'base64').toString('hex'),
        ],
      ]),
      properties: new CDX.Models.PropertyRepository(
        it.artefacts.map((artefact) => new CDX.Models.Property('direct-deposits:artefact', artefact)),
      ),
    });
    bom.components.add(component);
    return component;
  });
  for (const component of dependencies) root.dependencies.add(component.bomRef);
  const serializer = new CDX.Serialize.JsonSerializer(
    new CDX.Serialize.JSON.Normalize.Factory(CDX.Spec.Spec1dot6),
  );
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
};

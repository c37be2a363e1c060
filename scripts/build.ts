// `npm run build`: the production bundles, the layer, the manifest, the page and the decryptor's client under dist/, with what each weighs and what grew. Exit 1
// when a bundle carries a package that its function may not have, or it or the page is larger than it may be.
// `npm run build -- --record-sizes` makes the sizes of this build the ones to compare with.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildClient } from './build/build-client.ts';
import { bundleFunctions, totalBytes } from './build/bundle-functions.ts';
import { awsTransportFrom } from '../esbuild.config.ts';
import { isOverBudget } from './build/bundle-rules.ts';
import { complaintsAbout, weighPage } from './build/page-weight.ts';
import packageFile from '../package.json' with { type: 'json' };
import { billOfMaterials, complaintsAboutPackages, deployedPackages } from './build/bill-of-materials.ts';
import { buildPage } from '../web/build-page.ts';
import { describeGrowth, readSizes, sizeRecordFile, writeSizes } from './build/size-record.ts';

const { version } = packageFile;
const projectDirectory = join(import.meta.dirname, '..');
const { bundles, layer } = await bundleFunctions({
  projectDirectory,
  outputDirectory: join(projectDirectory, 'dist'),
});

const outputs = [
  ...bundles,
  ...layer.map(({ module, file, metafile }) => ({
    name: `layer/${module}`,
    file: `layers/shared/${file}`,
    bytes: totalBytes(metafile),
    forbidden: [],
  })),
];
const recordFile = sizeRecordFile(projectDirectory);
const recorded = readSizes(recordFile);
let isRefused = false;

for (const { name, file, bytes, forbidden } of outputs) {
  const isLarge = isOverBudget(name, bytes, awsTransportFrom(process.env['DEPOSITS_AWS_TRANSPORT']));
  const remarks = [
    describeGrowth(recorded[name], bytes),
    forbidden.length === 0 ? '' : `carries ${forbidden.join(', ')}, which it may not`,
    isLarge ? 'is larger than it may be' : '',
  ].filter((remark) => remark !== '');
  isRefused ||= isLarge || forbidden.length > 0;
  console.log(
    `${(bytes / 1000).toFixed(1).padStart(7)} kB  ${name.padEnd(46)} ${remarks.join('; ')}`.trimEnd(),
  );
  console.log(`            dist/${file}`);
}
for (const name of Object.keys(recorded)) {
  if (!outputs.some((output) => output.name === name)) console.log(`    gone    ${name}`);
}
const { bytes: clientBytes } = await buildClient(
  projectDirectory,
  join(projectDirectory, 'dist/packages/decryptor-client'),
);
console.log(`${(clientBytes / 1000).toFixed(1).padStart(7)} kB  package @deposits/decryptor-client`);
console.log('            dist/packages/decryptor-client');
const pageDirectory = join(projectDirectory, 'dist/page');
const pageFiles = await buildPage(pageDirectory);
const chunks = weighPage(pageDirectory);
for (const { file, bytes, isFirst } of chunks) {
  const remark = isFirst ? 'first view' : 'when it is needed';
  console.log(`${(bytes / 1000).toFixed(1).padStart(7)} kB  page/${file.padEnd(41)} ${remark}, compressed`);
}
const tooHeavy = complaintsAbout(chunks);
for (const complaint of tooHeavy) console.log(`    page    ${complaint}`);
isRefused ||= tooHeavy.length > 0;

const packages = deployedPackages(projectDirectory, [
  ...bundles.map(({ name, inputs }) => ({ name, files: inputs })),
  ...layer.map(({ module, metafile }) => ({ name: `layer/${module}`, files: Object.keys(metafile.inputs) })),
  { name: 'page', files: pageFiles },
]);
writeFileSync(join(projectDirectory, 'dist/sbom.cdx.json'), billOfMaterials(packages, version));
console.log(`  ${packages.length} packages of others, in dist/sbom.cdx.json (CycloneDX)`);
const unwelcome = complaintsAboutPackages(packages);
for (const complaint of unwelcome) console.log(`            ${complaint}`);
isRefused ||= unwelcome.length > 0;

console.log(isRefused ? 'forbidden: see above' : 'forbidden: nothing');

if (process.argv.includes('--record-sizes')) {
  writeSizes(recordFile, Object.fromEntries(outputs.map(({ name, bytes }) => [name, bytes])));
}
if (isRefused) process.exitCode = 1;

// Bundles every Lambda with the one set of options and writes what was made into a manifest. Refuses a bundle that carries
// what its function may not have.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleExtension, bundleOptions, credentialSourceFrom } from '../../esbuild.config.ts';
import { findForbiddenPackages, forbiddenPackages } from './bundle-rules.ts';
import { readLambdaFunctions } from './lambda-functions.ts';
import type { LambdaFunction } from './lambda-functions.ts';

export type Bundle = {
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
  readonly forbidden: string[];
};

type Places = { readonly projectDirectory: string; readonly outputDirectory: string };

const bundleFunction = async (places: Places, declared: LambdaFunction): Promise<Bundle> => {
  const file = `${declared.name}/handler${bundleExtension}`;
  const { metafile } = await build({
    ...bundleOptions(places.projectDirectory, process.env),
    entryPoints: [declared.entry],
    outfile: join(places.outputDirectory, file),
    metafile: true,
  });
  const source = credentialSourceFrom(process.env['DEPOSITS_CREDENTIAL_SOURCE']);
  return {
    name: declared.name,
    file,
    bytes: Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0),
    forbidden: findForbiddenPackages(metafile, forbiddenPackages(declared.name, source)),
  };
};

/** `manifest.json` names each bundle relative to itself. */
export const bundleFunctions = async (places: Places): Promise<Bundle[]> => {
  const declared = readLambdaFunctions(places.projectDirectory);
  rmSync(places.outputDirectory, { recursive: true, force: true });
  mkdirSync(places.outputDirectory, { recursive: true });
  const bundles: Bundle[] = [];
  for (const lambda of declared) bundles.push(await bundleFunction(places, lambda));
  const manifest = declared.map(({ name, handler, environment }) => ({
    function: name,
    file: `${name}/handler${bundleExtension}`,
    handler,
    environment,
  }));
  writeFileSync(join(places.outputDirectory, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return bundles;
};

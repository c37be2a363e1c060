// The one way in which a Lambda bundle is made: `npm run build` and the packaging plugin both take their options from here.
// CommonJS, because a layer resolves for `require` only and the AWS SDK cannot run inside an ES module bundle.

import { relative } from 'node:path';
import { findLayerModules } from './layers/shared/layer-modules.ts';
import { leaveToLayer } from './layers/shared/leave-to-layer.ts';
import { standInsFor, useStandIns } from './scripts/build/stand-ins.ts';

const credentialSources = ['lambda', 'in-process'] as const;

/** Which credential source a bundle carries is fixed when it is built, so that the other one is not in it at all. */
export const credentialSourceFrom = (text: string | undefined): (typeof credentialSources)[number] => {
  const wanted = text === undefined || text === '' ? 'lambda' : text;
  const source = credentialSources.find((name) => name === wanted);
  if (source === undefined) {
    throw new RangeError(
      `DEPOSITS_CREDENTIAL_SOURCE must be ${credentialSources.join(' or ')}, got ${JSON.stringify(text)}`,
    );
  }
  return source;
};

const awsTransports = ['lean', 'sdk'] as const;

/** How a function reaches AWS on a user's request: signed requests of our own, or the SDK's clients. */
export const awsTransportFrom = (text: string | undefined): (typeof awsTransports)[number] => {
  const wanted = text === undefined || text === '' ? 'lean' : text;
  const transport = awsTransports.find((name) => name === wanted);
  if (transport === undefined) {
    throw new RangeError(
      `DEPOSITS_AWS_TRANSPORT must be ${awsTransports.join(' or ')}, got ${JSON.stringify(text)}`,
    );
  }
  return transport;
};

export const bundleExtension = '.cjs';

export const bundleOptions = (projectDirectory: string, env: NodeJS.ProcessEnv) => ({
  bundle: true,
  platform: 'node' as const,
  format: 'cjs' as const,
  target: 'node24',
  absWorkingDir: projectDirectory,
  // What is in a bundle must not depend on where node_modules lies: a linked one is taken for what it stands in for.
  preserveSymlinks: true,
  mainFields: ['module', 'main'],
  treeShaking: true,
  // Names are kept and lines are short, so that a stack trace can be read without a source map.
  minifySyntax: true,
  minifyWhitespace: true,
  minifyIdentifiers: false,
  lineLimit: 160,
  sourcemap: false as const,
  legalComments: 'none' as const,
  // One character beyond Latin 1, and V8 keeps the whole bundle with two bytes a character.
  charset: 'ascii' as const,
  define: {
    'process.env.DEPOSITS_CREDENTIAL_SOURCE': JSON.stringify(
      credentialSourceFrom(env['DEPOSITS_CREDENTIAL_SOURCE']),
    ),
    'process.env.DEPOSITS_AWS_TRANSPORT': JSON.stringify(awsTransportFrom(env['DEPOSITS_AWS_TRANSPORT'])),
  },
  // A native `import()` would not look where a layer is (it ignores NODE_PATH); this makes a `require` of it.
  supported: { 'dynamic-import': false },
  plugins: [
    leaveToLayer(projectDirectory, findLayerModules(projectDirectory)),
    useStandIns(projectDirectory, standInsFor(awsTransportFrom(env['DEPOSITS_AWS_TRANSPORT']))),
  ],
  logLevel: 'warning' as const,
});

type Service = { readonly serviceDir: string };

/** What the packaging plugin asks for: the same options, and where to put things. */
const packagingOptions = (service: Service) => {
  const workFolder = process.env['DEPOSITS_BUNDLE_FOLDER'];
  return {
    ...bundleOptions(service.serviceDir, process.env),
    exclude: [],
    outputFileExtension: bundleExtension,
    // The local stack bundles into a folder of its own, so that two stacks never write over each other.
    ...(workFolder === undefined ? {} : { outputWorkFolder: relative(service.serviceDir, workFolder) }),
    concurrency: 2,
    skipRebuild: true,
    watch: { pattern: [], ignore: [], chokidar: { ignoreInitial: true } },
  };
};

// The plugin calls what `require` returns.
export { packagingOptions as 'module.exports' };

// `npm run package`: `serverless package` with whatever is given after it. It looks nothing up and needs no AWS account. With `--publish
// <bucket>` a folder that one click launches.

import { parseArgs } from 'node:util';
import { publishPackage } from './build/publish-package.ts';
import { runFramework } from './build/run-framework.ts';

const publishHelp = `npm run package -- --publish <bucket> [--prefix <path>] [--out <folder>] [--stage <stage>] [--region <region>] [--param name=value …]

Writes a folder (dist/publish unless --out names another) to copy into the bucket: the template with its values left open as parameters, the archives, and
launch.html with the link that makes the stack. Nothing is uploaded.`;

const publish = async (args: readonly string[]): Promise<void> => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      publish: { type: 'string' },
      prefix: { type: 'string', default: '' },
      out: { type: 'string', default: 'dist/publish' },
      stage: { type: 'string', default: 'prod' },
      region: { type: 'string', default: 'us-east-1' },
      param: { type: 'string', multiple: true, default: [] },
    },
  });
  const { publish: bucket = '', prefix, out: folder, stage, region, param: parameters } = values;
  await publishPackage({ bucket, prefix, folder, stage, region, parameters });
};

const args = process.argv.slice(2);
if (args.some((arg) => /^--publish(?:=|$)/.test(arg))) {
  try {
    await publish(args);
  } catch (error) {
    if (!(error instanceof TypeError) && !(error instanceof RangeError)) throw error;
    console.error(`${error.message}\n\n${publishHelp}`);
    process.exitCode = 2;
  }
} else {
  await runFramework('package', args);
}

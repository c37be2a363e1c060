// `npm run package`: `serverless package` with whatever is given after it. It looks nothing up and needs no AWS account.

import { runFramework } from './build/run-framework.ts';

await runFramework('package', process.argv.slice(2));

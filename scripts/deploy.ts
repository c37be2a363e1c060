// `npm run deploy`: `serverless deploy` with whatever is given after it, with this project's own Node and build. Needs an AWS
// account and says so; docs/deploying.md has every parameter.

import { runFramework } from './build/run-framework.ts';

runFramework('deploy', process.argv.slice(2));

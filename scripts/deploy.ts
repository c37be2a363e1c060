// `npm run deploy`: `serverless deploy` with whatever is given after it, with this project's own Node and build. Needs an AWS
// account and says so; docs/deploying.md has every parameter.

import { join } from 'node:path';
import { buildPage } from '../web/build-page.ts';
import { runFramework } from './build/run-framework.ts';

await runFramework('deploy', process.argv.slice(2), async (folder) => {
  const page = join(folder, 'page');
  await buildPage(page);
  return { DEPOSITS_PAGE_FOLDER: page };
});

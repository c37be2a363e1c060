// One stack for a file of tests, and browsers that are closed after each.

import { startPageWorld, type PageWorld, type Visit } from '#test/support/page-world';
import { suiteOf, type AskSuite } from '#test/support/suite-requests';

export type Pages = Pick<PageWorld, 'signIn' | 'visit'> & {
  readonly apiUrl: () => string;
  readonly issuerPort: () => number;
  readonly askSuite: AskSuite;
  /** Of the stack. */
  readonly pid: () => number;
};

/** Browsers of their own, for as long as the test lasts, in front of one stack. */
export const usePages = (): Pages => {
  let world: PageWorld;
  const visits: Visit[] = [];
  beforeAll(async () => {
    world = await startPageWorld();
  }, 120_000);
  afterAll(() => world?.stop(), 30_000);
  afterEach(async () => {
    await Promise.all(visits.splice(0).map(({ context }) => context.close()));
  });
  const kept = async (coming: Promise<Visit>): Promise<Visit> => {
    const visit = await coming;
    visits.push(visit);
    return visit;
  };
  return {
    signIn: (...parameters) => kept(world.signIn(...parameters)),
    visit: (options) => kept(world.visit(options)),
    apiUrl: () => world.stack.apiUrl,
    issuerPort: () => world.stack.ports.issuer,
    askSuite: (...parameters) => suiteOf(world.stack)(...parameters),
    pid: () => world.stack.child.pid ?? 0,
  };
};

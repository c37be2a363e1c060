// KMS, DynamoDB and the SQL Server of the local stack, seeded (backends.ts).

import { forkBackends, toTexts } from './fork-backends.ts';

export type World = {
  /** Endpoints, credentials and settings that every function is started with. */
  readonly environment: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
};

export const startWorld = async (): Promise<World> => {
  const { said, stop } = await forkBackends('backends.ts');
  return { environment: { ...toTexts(said['environment']), DEPOSITS_SQL_ENCRYPT: 'on' }, stop };
};

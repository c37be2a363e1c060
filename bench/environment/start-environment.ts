// KMS, DynamoDB and the SQL Server of the local stack, seeded (backends.ts).

import { forkBackends, toTexts } from './fork-backends.ts';
import type { EndpointCertificate } from './tls-front.ts';

export type World = {
  /** Endpoints, credentials and settings that every function is started with. */
  readonly environment: Readonly<Record<string, string>>;
  /** The same with endpoints that speak plain HTTP. */
  readonly plain: Readonly<Record<string, string>>;
  /** For further endpoints; every function trusts its authority. */
  readonly certificate: EndpointCertificate;
  readonly stop: () => Promise<void>;
};

export const startWorld = async (): Promise<World> => {
  const { said, stop } = await forkBackends('backends.ts');
  const environmentOf = (name: string) => ({ ...toTexts(said[name]), DEPOSITS_SQL_ENCRYPT: 'on' });
  const { cert = '', key = '' } = toTexts(said['certificate']);
  return {
    environment: environmentOf('environment'),
    plain: environmentOf('plain'),
    certificate: { cert, key },
    stop,
  };
};

// Loaded by the API Gateway emulator for every route (its `customAuthenticationProvider`): names the authentication of the
// route and how it is done. Issuer and audience come from the stack that started the emulator.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { stop as stopEsbuild } from 'esbuild';
import { putEventsRight, type EventClass } from './event-fidelity.ts';
import { createTokenScheme, publicScheme } from './token-scheme.ts';
import { createTokenVerifier } from './verify-token.ts';

const settingFrom = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`The emulated gateway needs ${name}`);
  return value;
};

/** By its place, since the emulator's package does not export it. */
const eventModule =
  'node_modules/serverless-offline/src/events/http/lambda-events/LambdaProxyIntegrationEventV2.js';

const isEventClass = (value: unknown): value is EventClass =>
  typeof value === 'function' && 'create' in Object(value.prototype);

const loadEventClass = (): EventClass => {
  const loaded: unknown = createRequire(join(process.cwd(), 'package.json'))(
    join(process.cwd(), eventModule),
  );
  const found: unknown =
    typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : loaded;
  if (!isEventClass(found)) throw new Error(`${eventModule} is not what it was`);
  return found;
};

const prepareEmulator = (): void => {
  // The bundles are made by now; the bundler's process would keep its 300 MB for as long as the stack runs.
  void stopEsbuild();
  putEventsRight(loadEventClass());
};

const startTokenScheme = () =>
  createTokenScheme(
    createTokenVerifier({
      issuerUrl: settingFrom('DEPOSITS_ISSUER_URL'),
      audience: settingFrom('DEPOSITS_AUDIENCE'),
    }),
  );

let tokenScheme: ReturnType<typeof createTokenScheme> | undefined;

const authenticationOf = (
  endpoint: { readonly authorizer?: unknown },
  functionKey: string,
  method: string,
  path: string,
) => {
  if (tokenScheme === undefined) prepareEmulator();
  tokenScheme ??= startTokenScheme();
  const isPublic = endpoint.authorizer === undefined;
  const name = `${isPublic ? 'public' : 'token'} ${functionKey} ${method} ${path}`;
  return { name, scheme: name, getAuthenticateFunction: isPublic ? publicScheme : tokenScheme };
};

// The emulator calls what `require` returns.
export { authenticationOf as 'module.exports' };

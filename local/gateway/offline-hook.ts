// Loaded by the API Gateway emulator for every route (its `customAuthenticationProvider`): names the authentication of the
// route and how it is done. Issuer and audience come from the stack that started the emulator.

import { stop as stopEsbuild } from 'esbuild';
import { boundContainers, localContainers } from './bounded-containers.ts';
import { loadEventClass, loadLambdaClass } from './emulator-class.ts';
import { putEventsRight } from './event-fidelity.ts';
import { createTokenScheme, publicScheme } from './token-scheme.ts';
import { createTokenVerifier } from './verify-token.ts';

const settingFrom = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`The emulated gateway needs ${name}`);
  return value;
};

const prepareEmulator = (): void => {
  // The bundles are made by now; the bundler's process would keep its 300 MB for as long as the stack runs.
  void stopEsbuild();
  putEventsRight(loadEventClass());
  boundContainers(loadLambdaClass(), localContainers);
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

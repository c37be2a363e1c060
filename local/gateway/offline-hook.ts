// Loaded by the API Gateway emulator for every route (its `customAuthenticationProvider`): names the authentication of the
// route and how it is done. Issuer and audience come from the stack that started the emulator.

import { stop as stopEsbuild } from 'esbuild';
import { createTokenScheme } from './token-scheme.ts';
import { createTokenVerifier } from './verify-token.ts';

const settingFrom = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`The emulated gateway needs ${name}`);
  return value;
};

const startScheme = () => {
  // The bundles are made by now; the bundler's process would keep its 300 MB for as long as the stack runs.
  void stopEsbuild();
  return createTokenScheme(
    createTokenVerifier({
      issuerUrl: settingFrom('DEPOSITS_ISSUER_URL'),
      audience: settingFrom('DEPOSITS_AUDIENCE'),
    }),
  );
};

let scheme: ReturnType<typeof createTokenScheme> | undefined;

const authenticationOf = (_endpoint: unknown, functionKey: string, method: string, path: string) => {
  scheme ??= startScheme();
  const name = `token ${functionKey} ${method} ${path}`;
  return { name, scheme: name, getAuthenticateFunction: scheme };
};

// The emulator calls what `require` returns.
export { authenticationOf as 'module.exports' };

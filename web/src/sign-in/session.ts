// Signing in by OpenID Connect (authorization code with PKCE). Tokens are in this module's memory and nowhere else; what has to outlive the
// redirect (verifier, state, nonce) is in the tab's session storage until it is back.

import * as oauth from 'oauth4webapi';
import { isRole, type Role } from '../../../shared/domain/caller.ts';
import type { PageConfig } from './page-config.ts';
import { SignInError } from './sign-in-error.ts';

export type Person = {
  readonly name: string;
  readonly subject: string;
  readonly tenantId: string;
  readonly employeeId: string | undefined;
  readonly roles: readonly Role[];
};

/** What somebody was about to do when they left to prove who they are: to see an account number. */
export type Intent = {
  readonly employeeId: string;
  readonly directDepositId: string;
  /** Of somebody else. */
  readonly employeeName: string | undefined;
};

export type Session = {
  readonly person: Person;
  /** Renews the token where it is about to run out; signs in again where that fails. */
  readonly getToken: () => Promise<string>;
  /** Leaves the page to have the person prove who they are once more; what `intent` says is there when they are back. */
  readonly proveAgain: (intent: Intent) => Promise<never>;
  readonly intent: Intent | undefined;
  readonly signOut: () => void;
};

type Started = {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
  readonly intent: Intent | undefined;
};
type Tokens = { readonly access: string; readonly refresh: string | undefined; readonly expiresAtMs: number };

const startedKey = 'sign-in';
const marginMs = 60_000;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const personOf = (claims: oauth.IDToken): Person => ({
  name: text(claims['name']) || claims.sub,
  subject: claims.sub,
  tenantId: text(claims['tenant_id']),
  employeeId: text(claims['employee_id']) || undefined,
  roles: Array.isArray(claims['roles']) ? claims['roles'].map(text).filter(isRole) : [],
});

const readStarted = (): Started | undefined => {
  const stored = sessionStorage.getItem(startedKey);
  sessionStorage.removeItem(startedKey);
  return stored === null ? undefined : (JSON.parse(stored) as Started);
};

/** Where the issuer sends back to: the address of this document. */
const redirectUri = (): string => `${location.origin}${location.pathname}`;

export const isComingBack = (): boolean => {
  const { searchParams } = new URL(location.href);
  return searchParams.has('state') && (searchParams.has('code') || searchParams.has('error'));
};

const tokensOf = (answer: oauth.TokenEndpointResponse): Tokens => ({
  access: answer.access_token,
  refresh: answer.refresh_token,
  expiresAtMs: Date.now() + (answer.expires_in ?? 60) * 1_000,
});

const discover = async (issuerUrl: URL, options: object): Promise<oauth.AuthorizationServer> => {
  try {
    return await oauth.processDiscoveryResponse(
      issuerUrl,
      await oauth.discoveryRequest(issuerUrl, { algorithm: 'oidc', ...options }),
    );
  } catch {
    throw new SignInError('unreachable', `${issuerUrl.host} does not answer`);
  }
};

/** @throws SignInError where nobody can sign in; trying again is the person's decision, or the page and the issuer would turn in circles */
export const startSession = async ({ issuer, clientId, scope }: PageConfig): Promise<Session> => {
  const issuerUrl = new URL(issuer);
  // On a laptop the issuer has no TLS.
  const options = { [oauth.allowInsecureRequests]: issuerUrl.protocol === 'http:' };
  const server = await discover(issuerUrl, options);
  const client: oauth.Client = { client_id: clientId };

  const leave = async (more: Readonly<Record<string, string>> = {}, intent?: Intent): Promise<never> => {
    const verifier = oauth.generateRandomCodeVerifier();
    const started: Started = {
      verifier,
      state: oauth.generateRandomState(),
      nonce: oauth.generateRandomNonce(),
      intent,
    };
    sessionStorage.setItem(startedKey, JSON.stringify(started));
    const url = new URL(server.authorization_endpoint ?? '');
    const members = {
      client_id: clientId,
      redirect_uri: redirectUri(),
      response_type: 'code',
      scope,
      state: started.state,
      nonce: started.nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...more,
    };
    for (const [name, value] of Object.entries(members)) url.searchParams.set(name, value);
    location.assign(url);
    // The page is being left; nothing after this runs.
    return new Promise<never>(() => undefined);
  };

  const redeem = async (here: URL, started: Started): Promise<oauth.TokenEndpointResponse> => {
    const parameters = oauth.validateAuthResponse(server, client, here, started.state);
    const answer = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      parameters,
      redirectUri(),
      started.verifier,
      options,
    );
    return oauth.processAuthorizationCodeResponse(server, client, answer, {
      expectedNonce: started.nonce,
      requireIdToken: true,
    });
  };

  const comeBack = async (): Promise<{ first: oauth.TokenEndpointResponse; intent: Intent | undefined }> => {
    if (!isComingBack()) return leave();
    const here = new URL(location.href);
    const started = readStarted();
    history.replaceState(null, '', location.pathname);
    // An old address, opened again.
    if (started === undefined) return leave();
    try {
      return { first: await redeem(here, started), intent: started.intent };
    } catch (error) {
      const isRefusal = error instanceof oauth.AuthorizationResponseError;
      throw new SignInError(
        isRefusal ? 'refused' : 'unreachable',
        isRefusal ? `${issuerUrl.host} says ${error.error}` : `${issuerUrl.host} gives no token`,
      );
    }
  };

  const back = await comeBack();
  const { first, intent } = back;
  const claims = oauth.getValidatedIdTokenClaims(first);
  if (claims === undefined)
    throw new SignInError('unreachable', `${issuerUrl.host} does not say who signed in`);
  let tokens = tokensOf(first);
  let renewing: Promise<Tokens> | undefined;

  const renew = async (): Promise<Tokens> => {
    if (tokens.refresh === undefined) return leave();
    try {
      const answer = await oauth.refreshTokenGrantRequest(
        server,
        client,
        oauth.None(),
        tokens.refresh,
        options,
      );
      return tokensOf(await oauth.processRefreshTokenResponse(server, client, answer));
    } catch (error) {
      // Without an answer there is nothing to go to either; what needed the token says so.
      if (!(error instanceof oauth.ResponseBodyError)) throw error;
      return leave();
    }
  };

  return {
    person: personOf(claims),
    getToken: async () => {
      if (tokens.expiresAtMs - marginMs > Date.now()) return tokens.access;
      renewing ??= renew();
      try {
        tokens = await renewing;
      } finally {
        renewing = undefined;
      }
      return tokens.access;
    },
    proveAgain: (about) => leave({ max_age: '0' }, about),
    intent,
    signOut: () => {
      const url = new URL(server.end_session_endpoint ?? issuer);
      url.searchParams.set('post_logout_redirect_uri', `${location.origin}/`);
      url.searchParams.set('client_id', clientId);
      location.assign(url);
    },
  };
};

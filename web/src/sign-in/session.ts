// Signing in by OpenID Connect (authorization code with PKCE). Tokens are in this module's memory and nowhere else; what has to outlive the
// redirect (verifier, state, nonce) is in the tab's session storage until it is back.

import * as oauth from 'oauth4webapi';
import { isRole, type Role } from '../../../shared/domain/caller.ts';

export type PageConfig = { readonly issuer: string; readonly clientId: string };

export type Person = {
  readonly name: string;
  readonly subject: string;
  readonly tenantId: string;
  readonly employeeId: string | undefined;
  readonly roles: readonly Role[];
};

export type Session = {
  readonly person: Person;
  /** Renews the token where it is about to run out; signs in again where that fails. */
  readonly getToken: () => Promise<string>;
  readonly signOut: () => void;
};

type Started = {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
  readonly returnTo: string;
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

/** Where the issuer sends back to: the page's own address. */
const redirectUri = (): string => `${location.origin}/`;

const tokensOf = (answer: oauth.TokenEndpointResponse): Tokens => ({
  access: answer.access_token,
  refresh: answer.refresh_token,
  expiresAtMs: Date.now() + (answer.expires_in ?? 60) * 1_000,
});

export const startSession = async ({ issuer, clientId }: PageConfig): Promise<Session> => {
  const issuerUrl = new URL(issuer);
  // On a laptop the issuer has no TLS.
  const options = { [oauth.allowInsecureRequests]: issuerUrl.protocol === 'http:' };
  const server = await oauth.processDiscoveryResponse(
    issuerUrl,
    await oauth.discoveryRequest(issuerUrl, { algorithm: 'oidc', ...options }),
  );
  const client: oauth.Client = { client_id: clientId };

  const leave = async (): Promise<never> => {
    const verifier = oauth.generateRandomCodeVerifier();
    const started: Started = {
      verifier,
      state: oauth.generateRandomState(),
      nonce: oauth.generateRandomNonce(),
      returnTo: location.pathname,
    };
    sessionStorage.setItem(startedKey, JSON.stringify(started));
    const url = new URL(server.authorization_endpoint ?? '');
    const members = {
      client_id: clientId,
      redirect_uri: redirectUri(),
      response_type: 'code',
      scope: 'openid profile',
      state: started.state,
      nonce: started.nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    };
    for (const [name, value] of Object.entries(members)) url.searchParams.set(name, value);
    location.assign(url);
    // The page is being left; nothing after this runs.
    return new Promise<never>(() => undefined);
  };

  const comeBack = async (): Promise<oauth.TokenEndpointResponse | undefined> => {
    const here = new URL(location.href);
    if (!here.searchParams.has('code') && !here.searchParams.has('error')) return undefined;
    const started = readStarted();
    history.replaceState(null, '', started?.returnTo ?? '/');
    if (started === undefined) return undefined;
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

  const first = (await comeBack().catch(() => undefined)) ?? (await leave());
  const claims = oauth.getValidatedIdTokenClaims(first);
  if (claims === undefined) return leave();
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
    } catch {
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
    signOut: () => {
      const url = new URL(server.end_session_endpoint ?? issuer);
      url.searchParams.set('post_logout_redirect_uri', redirectUri());
      url.searchParams.set('client_id', clientId);
      location.assign(url);
    },
  };
};

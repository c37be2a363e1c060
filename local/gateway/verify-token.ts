// What API Gateway's JWT authorizer checks before a function is run: signature by the issuer's published keys, RS256 only,
// issuer, audience and expiry. Keys come from the issuer, never from the token.

import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';

export type TokenSettings = { readonly issuerUrl: string; readonly audience: string };

/** Undefined for every token that is not to be trusted, whatever the reason. */
export type VerifyToken = (authorization: string | undefined) => Promise<JWTPayload | undefined>;

const tokenIn = (authorization: string): string => authorization.replace(/^Bearer +/i, '');

export const createTokenVerifier = ({ issuerUrl, audience }: TokenSettings): VerifyToken => {
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', issuerUrl));
  const rules = { algorithms: ['RS256'], issuer: issuerUrl, audience, requiredClaims: ['exp'] };
  return async (authorization) => {
    if (authorization === undefined) return undefined;
    try {
      return (await jwtVerify(tokenIn(authorization), keys, rules)).payload;
    } catch {
      return undefined;
    }
  };
};

// The local issuer and the token check in front of the local API, against each other: what API Gateway accepts passes, and
// every known way of forging a token is refused.

import { generateKeyPair, exportJWK, SignJWT, type JWTPayload } from 'jose';
import { createTokenVerifier, type VerifyToken } from '#local/gateway/verify-token';
import { startIssuer, type Issuer } from '#local/issuer/start-issuer';

const audience = 'direct-deposits';
const claims = { sub: 'someone', tenant_id: 'acme', employee_id: 'e-1001', roles: ['employee'] };
const nowSeconds = (): number => Math.floor(Date.now() / 1000);

let issuer: Issuer;
let verify: VerifyToken;

const askFor = async (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${issuer.url}/token`, { method: 'POST', body: JSON.stringify(body), headers });

const tokenFor = async (body: JWTPayload): Promise<string> => {
  const answer = (await (await askFor(body)).json()) as { token: string };
  return answer.token;
};

const base64Url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const wellFormed = (): JWTPayload => ({
  ...claims,
  iss: issuer.url,
  aud: audience,
  iat: nowSeconds(),
  exp: nowSeconds() + 600,
});

const publishedKey = async (): Promise<Record<string, string>> => {
  const { keys } = (await (await fetch(`${issuer.url}/.well-known/jwks.json`)).json()) as {
    keys: Record<string, string>[];
  };
  return keys[0]!;
};

beforeAll(async () => {
  issuer = await startIssuer({ port: 0, audience });
  verify = createTokenVerifier({ issuerUrl: issuer.url, audience });
});

afterAll(() => issuer.stop());

describe('the local issuer', () => {
  it('publishes where its keys are and signs what it is asked to sign', async () => {
    const discovery = await (await fetch(`${issuer.url}/.well-known/openid-configuration`)).json();
    const payload = await verify(`Bearer ${await tokenFor(claims)}`);

    expect(discovery).toMatchObject({ issuer: issuer.url, jwks_uri: `${issuer.url}/.well-known/jwks.json` });
    expect(payload).toMatchObject({ ...claims, iss: issuer.url, aud: audience });
  });

  it('publishes no private part of its key', async () => {
    expect(Object.keys(await publishedKey()).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  it.each([
    ['a page', { origin: 'http://localhost:3000' }],
    ['a browser', { 'sec-fetch-site': 'cross-site' }],
  ])('signs nothing for %s', async (_who, headers) => {
    expect((await askFor(claims, headers)).status).toBe(403);
  });

  it.each([
    ['a list', []],
    ['a text', 'x'],
    ['nothing', null],
  ])('signs no claims made of %s', async (_what, body) => {
    expect((await askFor(body)).status).toBe(400);
  });
});

describe('T16 the token check of the local API', () => {
  it('accepts a token with and without the word Bearer, as API Gateway does', async () => {
    const token = await tokenFor(claims);

    expect(await verify(`Bearer ${token}`)).toMatchObject(claims);
    expect(await verify(token)).toMatchObject(claims);
  });

  const forgeries: Record<string, () => Promise<string | undefined>> = {
    'no token': async () => undefined,
    'an empty token': async () => 'Bearer ',
    'no token at all, only words': async () => 'Bearer let me in',
    'an expired token': () => tokenFor({ ...claims, exp: nowSeconds() - 1 }),
    'a token that is not valid yet': () => tokenFor({ ...claims, nbf: nowSeconds() + 300 }),
    "another issuer's name": () => tokenFor({ ...claims, iss: 'http://127.0.0.1:1' }),
    'another audience': () => tokenFor({ ...claims, aud: 'payroll' }),
    'a token that never expires': () => tokenFor({ ...claims, exp: null as never }),
    "a signature by somebody else's key": async () => {
      const { privateKey } = await generateKeyPair('RS256');
      return new SignJWT(wellFormed()).setProtectedHeader({ alg: 'RS256', kid: 'local-1' }).sign(privateKey);
    },
    "somebody else's key, sent along in the token": async () => {
      const { privateKey, publicKey } = await generateKeyPair('RS256');
      return new SignJWT(wellFormed())
        .setProtectedHeader({ alg: 'RS256', jwk: await exportJWK(publicKey) })
        .sign(privateKey);
    },
    'no algorithm': async () => `${base64Url({ alg: 'none', typ: 'JWT' })}.${base64Url(wellFormed())}.`,
    'the public key used as a shared secret': async () => {
      const secret = Buffer.from(JSON.stringify(await publishedKey()));
      return new SignJWT(wellFormed()).setProtectedHeader({ alg: 'HS256', kid: 'local-1' }).sign(secret);
    },
    'claims changed after signing': async () => {
      const [header, , signature] = (await tokenFor(claims)).split('.');
      return `${header}.${base64Url({ ...wellFormed(), tenant_id: 'globex' })}.${signature}`;
    },
    'the signature cut off': async () => (await tokenFor(claims)).split('.').slice(0, 2).join('.') + '.',
  };

  it.each(Object.keys(forgeries))('T18 refuses %s', async (name) => {
    const token = await forgeries[name]!();

    expect(await verify(token)).toBeUndefined();
  });
});

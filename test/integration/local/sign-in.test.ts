// Signing in to the page at the local issuer: the authorization code flow with PKCE as OAuth 2.1 has it, and each way around it refused.

import { createHash, randomBytes } from 'node:crypto';
import { createTokenVerifier } from '#local/gateway/verify-token';
import { startIssuer, type Issuer } from '#local/issuer/start-issuer';

const audience = 'direct-deposits';
const clientId = 'direct-deposits-page';
const redirectUri = 'http://127.0.0.1:4500/';
let issuer: Issuer;

beforeAll(async () => {
  issuer = await startIssuer({ port: 0, audience });
});
afterAll(() => issuer.stop());

const newVerifier = (): string => randomBytes(32).toString('base64url');
const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

const authorizeUrl = (verifier: string, members: Readonly<Record<string, string>> = {}): string => {
  const url = new URL('/authorize', issuer.url);
  const all = {
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid',
    code_challenge: challengeOf(verifier),
    code_challenge_method: 'S256',
    state: 'state-1',
    nonce: 'nonce-1',
    ...members,
  };
  for (const [name, value] of Object.entries(all)) url.searchParams.set(name, value);
  return url.href;
};

const choose = (verifier: string, subject: string, members = {}): Promise<Response> =>
  fetch(authorizeUrl(verifier, members), {
    method: 'POST',
    body: new URLSearchParams({ subject }),
    redirect: 'manual',
  });

const codeIn = (response: Response): string =>
  new URL(response.headers.get('location') ?? 'http://nowhere').searchParams.get('code') ?? '';

const redeem = (members: Readonly<Record<string, string>>): Promise<Response> =>
  fetch(`${issuer.url}/token`, {
    method: 'POST',
    headers: { origin: 'http://127.0.0.1:4500' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: redirectUri,
      ...members,
    }),
  });

type Tokens = { access_token: string; id_token: string; refresh_token: string };

const signIn = async (subject: string): Promise<{ tokens: Tokens; cookie: string }> => {
  const verifier = newVerifier();
  const chosen = await choose(verifier, subject);
  const answer = await redeem({ code: codeIn(chosen), code_verifier: verifier });
  return {
    tokens: (await answer.json()) as Tokens,
    cookie: (chosen.headers.get('set-cookie') ?? '').split(';')[0]!,
  };
};

test('offers the people of each tenant, and nothing of what was asked as markup', async () => {
  const hostile = '"><script>alert(1)</script>';
  const answer = await fetch(authorizeUrl(newVerifier(), { state: hostile }));
  const page = await answer.text();

  expect(answer.status).toBe(200);
  for (const name of ['Ada Alvarez', 'Lea Lund', 'Paula Payroll', 'Vera Viewer'])
    expect(page).toContain(name);
  expect(page).not.toContain('<script');
});

test.each([
  ['acme-e-1001', { tenant_id: 'acme', employee_id: 'e-1001', roles: ['employee'] }],
  ['initech-payroll-2', { tenant_id: 'initech', roles: ['payroll-admin'] }],
  ['globex-viewer', { tenant_id: 'globex', roles: ['viewer'] }],
])('signs %s in: the API believes the access token, the page the other one', async (subject, claims) => {
  const { tokens } = await signIn(subject);

  const verify = createTokenVerifier({ issuerUrl: issuer.url, audience });
  expect(await verify(`Bearer ${tokens.access_token}`)).toMatchObject({ ...claims, sub: subject });
  expect(await verify(`Bearer ${tokens.id_token}`)).toBeUndefined();
  const verifyForPage = createTokenVerifier({ issuerUrl: issuer.url, audience: clientId });
  expect(await verifyForPage(`Bearer ${tokens.id_token}`)).toMatchObject({ nonce: 'nonce-1', sub: subject });
});

test('a code is redeemed once, by its own verifier, for its own redirect', async () => {
  const verifier = newVerifier();
  const newCode = async (): Promise<string> => codeIn(await choose(verifier, 'acme-e-1001'));
  const code = await newCode();

  expect((await redeem({ code, code_verifier: verifier })).status).toBe(200);
  for (const members of [
    { code, code_verifier: verifier },
    { code: await newCode(), code_verifier: newVerifier() },
    { code: await newCode(), code_verifier: verifier, redirect_uri: 'http://127.0.0.1:9/' },
    { code: 'guessed', code_verifier: verifier },
  ]) {
    const answer = await redeem(members);
    expect([answer.status, await answer.json()]).toEqual([400, { error: 'invalid_grant' }]);
  }
  expect((await redeem({ client_id: 'another' })).status).toBe(401);
});

test('a refresh token is good once, and keeps the time of the sign-in', async () => {
  const { tokens } = await signIn('acme-e-1002');
  const refresh = (token: string): Promise<Response> =>
    redeem({ grant_type: 'refresh_token', refresh_token: token });

  const renewed = (await (await refresh(tokens.refresh_token)).json()) as Tokens;
  expect((await refresh(tokens.refresh_token)).status).toBe(400);
  const authTime = (token: string): unknown =>
    (JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { auth_time: unknown })
      .auth_time;
  expect(authTime(renewed.access_token)).toBe(authTime(tokens.access_token));
});

test('a session signs in again without a question, unless the page asks for a new sign-in; signing out ends it', async () => {
  const { cookie } = await signIn('acme-e-1003');
  const ask = (members: Readonly<Record<string, string>>): Promise<Response> =>
    fetch(authorizeUrl(newVerifier(), members), { headers: { cookie }, redirect: 'manual' });

  expect(codeIn(await ask({}))).not.toBe('');
  expect((await ask({ prompt: 'login' })).status).toBe(200);
  expect((await ask({ max_age: '-1' })).status).toBe(200);

  const out = await fetch(`${issuer.url}/sign-out?post_logout_redirect_uri=${redirectUri}`, {
    headers: { cookie },
    redirect: 'manual',
  });
  expect(out.headers.get('location')).toBe(redirectUri);
  const after = await ask({ prompt: 'none' });
  expect(after.headers.get('location')).toBe(`${redirectUri}?error=login_required&state=state-1`);
});

test.each([
  [{ redirect_uri: 'https://evil.example/' }, /redirect_uri/],
  [{ client_id: 'another' }, /client_id/],
  [{ response_type: 'token' }, /response_type/],
  [{ code_challenge_method: 'plain' }, /S256/],
])('%j is refused without a redirect', async (members, sentence) => {
  const answer = await fetch(authorizeUrl(newVerifier(), members), { redirect: 'manual' });

  expect(answer.status).toBe(400);
  expect(await answer.text()).toMatch(sentence);
  expect((await choose(newVerifier(), 'acme-e-1001', members)).status).toBe(400);
});

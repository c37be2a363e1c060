// The headers of the answers, and in which answers of a status each is.

/**
 * - `always`: in every answer of the status
 * - `with-receipt`: in those to changes that were made, not in those to dry runs
 * - `with-problem`: in the API's own, not in the gateway's
 * - `sometimes`: only the description says when
 */
export type Presence = 'always' | 'with-receipt' | 'with-problem' | 'sometimes';

export const answerHeaders = {
  ETag: { description: 'Of what is now stored, for If-Match and If-None-Match.', pattern: '^"[!#-~]*"$' },
  Location: {
    description: 'Path of the direct deposit.',
    pattern: '^/api/employees/[^/]+/direct-deposits/[^/]+$',
  },
  Link: { description: 'The next page, where there is one: `<…>; rel="next"`.', pattern: '; rel="next"$' },
  'Retry-After': { description: 'Seconds to wait before the request is sent again.', pattern: '^[0-9]+$' },
  RateLimit: {
    description: 'How many account numbers are left, and the seconds until there are more.',
    pattern: '^"account-numbers";r=[0-9]+;t=[0-9]+$',
  },
  'RateLimit-Policy': {
    description: 'How many new account numbers a person may enter within so many seconds.',
    pattern: '^"account-numbers";q=[0-9]+;w=[0-9]+$',
  },
  'Idempotency-Replayed': {
    description: 'The change was made before, by a request with the same Idempotency-Key.',
    pattern: '^true$',
  },
  'WWW-Authenticate': {
    description:
      'What is missing (RFC 6750, RFC 9470). A gateway may rename it, so the body says it as well.',
    pattern: '^Bearer',
  },
  Allow: { description: 'The methods that the path takes.', pattern: '^[A-Z]+(?:, [A-Z]+)*$' },
  'X-Request-Id': {
    description: 'The request’s id, to quote to operators; in problems also `instance`.',
    pattern: '^.+$',
  },
  'Cache-Control': {
    description: 'Who may keep the answer.',
    pattern: '^(?:no-store|public, max-age=[0-9]+)$',
  },
} as const satisfies Record<string, { readonly description: string; readonly pattern: string }>;

export type HeaderName = keyof typeof answerHeaders;
export type Headers = Readonly<Partial<Record<HeaderName, Presence>>>;

export const describeHeaders = (headers: Headers) =>
  Object.fromEntries(
    Object.entries(answerHeaders).flatMap(([name, { description, pattern }]) => {
      const asked: Readonly<Record<string, Presence | undefined>> = headers;
      const presence = asked[name];
      if (presence === undefined) return [];
      const header = { description, schema: { type: 'string', pattern }, 'x-presence': presence };
      return [[name, presence === 'always' ? { ...header, required: true } : header]];
    }),
  );

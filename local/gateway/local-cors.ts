// Cross-origin answers of the local stack: a page served from this machine may call it, nothing else may.

export const corsHeaders = (origin: string): Readonly<Record<string, string>> => ({
  'access-control-allow-origin': origin,
  'access-control-expose-headers':
    'etag, location, retry-after, ratelimit, ratelimit-policy, link, idempotency-replayed, www-authenticate, x-request-id, allow',
  vary: 'origin',
});

export const preflightHeaders = (origin: string): Readonly<Record<string, string>> => ({
  ...corsHeaders(origin),
  'access-control-allow-methods': 'GET, HEAD, POST, PUT, DELETE, OPTIONS',
  'access-control-allow-headers':
    'authorization, content-type, if-match, if-none-match, idempotency-key, traceparent, tracestate',
  'access-control-max-age': '600',
});

// How the page is hosted, said once for CloudFront and for the local stack: its own paths, what each answer carries, and what may be kept.

/** Paths of the page itself: they are all answered with its one document. Everything else is a file, the API's, or nothing. */
export const pagePaths: readonly string[] = ['/'];

/**
 * @param issuer whose tokens the page gets, asked from the page itself
 * https://developer.mozilla.org/docs/Web/HTTP/CSP
 */
export const pageHeaders = (issuer: string): Readonly<Record<string, string>> => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${new URL(issuer).origin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
});

/** Names of assets carry their hash. */
export const cacheControlOf = (path: string): string =>
  path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';

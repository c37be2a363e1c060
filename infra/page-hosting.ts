// How the page is hosted, said once for CloudFront and for the local stack: its paths, what each answer carries, and what may be kept.

/** What a person opens, and the file that answers it. */
const documents: Readonly<Record<string, string>> = {
  '/': '/index.html',
  '/api/docs': '/api/docs/index.html',
};

/** What the documents ask for. */
const files =
  /^\/(?:(?:api\/docs\/)?assets\/[\w.-]+|api\/docs\/openapi\.json|config\.json|banks\/\d{4}\.json)$/;

/** The file that answers a path of the page; undefined where there is no such page, so that nothing but the API's 404 is the API's. */
export const pageFileFor = (path: string): string | undefined =>
  documents[path] ?? (files.test(path) ? path : undefined);

/** The same as a CloudFront function (runtime cloudfront-js-2.0, event version 1.0). */
export const pagePathsFunction = `const documents = ${JSON.stringify(documents)};
const files = ${String(files)};
function handler(event) {
  const request = event.request;
  const file = documents[request.uri] || (files.test(request.uri) ? request.uri : undefined);
  if (file !== undefined) {
    request.uri = file;
    return request;
  }
  return {
    statusCode: 404,
    statusDescription: 'Not Found',
    headers: { 'content-type': { value: 'application/json' }, 'cache-control': { value: 'no-store' } },
    body: '{"message":"Not Found"}',
  };
}
`;

/** `name` as its path. */
export type PageFile = { readonly name: string; readonly body: Uint8Array };

/** Where the page signs in; it reads this from `/config.json`. */
export type PageConfig = {
  readonly issuer: string;
  readonly clientId: string;
  /** As the authorization request says it, `openid profile` with what the issuer wants for an access token of this API. */
  readonly scope: string;
  /** Whether `/banks/<first four digits>.json` names the banks of routing numbers. */
  readonly hasBankNames: boolean;
};

/**
 * @param issuer whose tokens the page gets, asked from the page itself
 * @param others origins of those of its endpoints that are elsewhere
 * https://developer.mozilla.org/docs/Web/HTTP/CSP
 */
export const pageHeaders = (
  issuer: string,
  others: readonly string[] = [],
): Readonly<Record<string, string>> => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src ${["'self'", new URL(issuer).origin, ...others].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
});

export const isAsset = (file: string): boolean => file.includes('/assets/');

/** Names of assets carry their hash. */
export const cacheControlOf = (file: string): string =>
  isAsset(file) ? 'public, max-age=31536000, immutable' : 'no-cache';

const mediaTypes: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
};

export const mediaTypeOf = (file: string): string =>
  mediaTypes[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream';

// The page on the gateway's own origin, as CloudFront serves it: its paths, its files, its headers. What is none of these goes on to the gateway.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheControlOf, mediaTypeOf, pageFileFor, pageHeaders } from '../../infra/page-hosting.ts';
import type { HapiRequest, HapiServer, Toolkit } from './hapi.ts';

/** `folder` as makePage has filled it. */
export type PageSettings = { readonly folder: string; readonly issuerUrl: string };
export type PageAnswer = { readonly body: string; readonly headers: Readonly<Record<string, string>> };

/** Undefined for what is not the page's. */
export const findPageFile = ({ folder, issuerUrl }: PageSettings, path: string): PageAnswer | undefined => {
  const name = pageFileFor(path);
  // The pattern of a file's path has no way up.
  if (name === undefined || !existsSync(join(folder, name))) return undefined;
  return {
    body: readFileSync(join(folder, name), 'utf8'),
    headers: {
      ...pageHeaders(issuerUrl),
      'content-type': mediaTypeOf(name),
      'cache-control': cacheControlOf(name),
    },
  };
};

export const servePage = (server: HapiServer, settings: PageSettings): void =>
  server.ext('onRequest', (request: HapiRequest, h: Toolkit): unknown => {
    if (!['get', 'head'].includes(request.method.toLowerCase())) return h.continue;
    const found = findPageFile(settings, request.path);
    if (found === undefined) return h.continue;
    const built = h.response(found.body).code(200);
    for (const [header, value] of Object.entries(found.headers)) built.header(header, value);
    return built.takeover();
  });

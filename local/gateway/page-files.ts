// The page on the gateway's own origin, as CloudFront serves it: its paths, its files, its headers. What is none of these goes on to the gateway.

import { existsSync, readFileSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import { cacheControlOf, pageHeaders, pagePaths } from '../../infra/page-hosting.ts';
import { pageClientId } from '../page-client.ts';
import type { HapiRequest, HapiServer, Toolkit } from './hapi.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

export type PageSettings = { readonly folder: string; readonly issuerUrl: string };
export type PageFile = { readonly body: string; readonly headers: Readonly<Record<string, string>> };

/** Undefined for what is not the page's. */
export const findPageFile = ({ folder, issuerUrl }: PageSettings, path: string): PageFile | undefined => {
  const answer = (name: string, body: string): PageFile => ({
    body,
    headers: {
      ...pageHeaders(issuerUrl),
      'content-type': mediaTypes[extname(name)] ?? 'application/octet-stream',
      'cache-control': cacheControlOf(name),
    },
  });
  // Written by the deployment; the local one is made here.
  if (path === '/config.json')
    return answer(path, JSON.stringify({ issuer: issuerUrl, clientId: pageClientId }));
  const name = pagePaths.includes(path) ? '/index.html' : path;
  if (name !== '/index.html' && !name.startsWith('/assets/')) return undefined;
  const file = normalize(join(folder, name));
  const isInside = file.startsWith(folder + sep);
  return isInside && existsSync(file) ? answer(name, readFileSync(file, 'utf8')) : undefined;
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

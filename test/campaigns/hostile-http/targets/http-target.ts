// The whole local stack over HTTP: what the gateway makes of hostile paths, headers and bodies counts here as well.

import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { onFreePorts } from '#local/free-ports';
import { startStack } from '#local/start-stack';
import { signIn } from '../../../../scripts/demo/api-calls.ts';
import { createLineWatch } from '../forbidden-text.ts';
import { payrollOf, settleOutsider, type Ground } from './target.ts';
import { methodOf, pathOf, type Send, type WireAnswer, type WireRequest } from '../wire.ts';

/** What a client's HTTP library would not send is left out. */
const sendable = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([, value]) => /^[\t\x20-\x7e]*$/.test(value)));

/** An id that is already percent-encoded, or a dot, goes into the path as it is. */
const asSent = (id: string): string =>
  /^[!-~]*$/.test(id) && !/[?#"<>\\^`{|}']/.test(id) ? id : encodeURIComponent(id);

const textOf = (value: string | readonly string[] | undefined): string =>
  typeof value === 'string' ? value : (value ?? []).join(', ');

const exchange = (port: number, token: string, request: WireRequest): Promise<WireAnswer> =>
  new Promise((resolve, reject) => {
    const query = new URLSearchParams(request.query).toString();
    const sent = httpRequest(
      {
        host: '127.0.0.1',
        port,
        method: methodOf(request.route),
        path: `${pathOf(request, asSent)}${query === '' ? '' : `?${query}`}`,
        headers: {
          authorization: `Bearer ${token}`,
          ...sendable(request.headers),
          ...(request.body === undefined ? {} : { 'content-length': String(request.body.length) }),
        },
        agent: false,
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.once('error', reject);
        answer.once('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: Object.fromEntries(
              Object.entries(answer.headers).map(([name, value]) => [name, textOf(value)]),
            ),
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    sent.once('error', reject);
    sent.end(request.body);
  });

export const openHttpGround = async (): Promise<Ground> => {
  const watch = createLineWatch();
  const stack = await onFreePorts((portBase) =>
    startStack({
      portBase,
      onProgress: () => undefined,
      onOutput: watch.see,
    }),
  );
  const tokens = new Map<string, Promise<string>>();
  const send: Send = async (request) => {
    const claims = JSON.stringify(request.claims);
    const token = tokens.get(claims) ?? signIn(stack.urls, request.claims);
    tokens.set(claims, token);
    return exchange(stack.ports.api, await token, request);
  };
  const neighbour = await settleOutsider(send, 'acme', 'e-1004');
  // The tenants' employees have the same ids, so the foreign one is asked for by what is theirs alone: direct deposits.
  const foreign = await settleOutsider(send, 'globex', 'e-1004');
  const read = (tenant: string, route: 'list' | 'history'): Promise<WireAnswer> =>
    send({
      route,
      employee: 'e-1004',
      claims: payrollOf(tenant),
      headers: {},
      query: {},
      isBase64Encoded: false,
    });

  return {
    name: 'stack',
    send,
    employees: ['e-1001', 'e-1002', 'e-1003'],
    outsiders: { neighbour, foreign: { employee: 'e-9999', items: foreign.items } },
    digestOutsiders: async () => {
      const texts: string[] = [];
      for (const tenant of ['acme', 'globex']) {
        for (const route of ['list', 'history'] as const) texts.push((await read(tenant, route)).text);
      }
      return createHash('sha256').update(texts.join('\n')).digest('hex');
    },
    // Seen in process, where the database can be looked into.
    auditFaults: () => Promise.resolve([]),
    watch,
    stop: stack.stop,
  };
};

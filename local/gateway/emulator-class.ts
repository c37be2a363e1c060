// The one file that knows where serverless-offline (pinned in package.json) keeps its classes: its package exports none of them.

import { createRequire } from 'node:module';
import { join } from 'node:path';

const sources = 'node_modules/serverless-offline/src';

/** The emulator's own class, the very one that it uses, or an error when the installed emulator is another one. */
const loadClass = <T>(file: string, isExpected: (found: unknown) => found is T): T => {
  const required: unknown = createRequire(join(process.cwd(), 'package.json'))(
    join(process.cwd(), sources, file),
  );
  const found: unknown = Reflect.get(Object(required), 'default') ?? required;
  if (!isExpected(found)) throw new Error(`${join(sources, file)} is not what it was`);
  return found;
};

const hasMethod = (found: unknown, name: string): boolean =>
  typeof found === 'function' && typeof Reflect.get(Object(found.prototype), name) === 'function';

export type HttpApiEvent = {
  readonly headers: Record<string, string>;
  readonly requestContext: { requestId: string };
};

/** Of HTTP APIs' events, payload format 2.0. */
export type EventClass = { readonly prototype: { create: () => HttpApiEvent } };

export const loadEventClass = (): EventClass =>
  loadClass('events/http/lambda-events/LambdaProxyIntegrationEventV2.js', (found): found is EventClass =>
    hasMethod(found, 'create'),
  );

/** A container: what it is given is set first, then it runs. */
export type Container = {
  setClientContext(context: unknown): void;
  setEvent(event: unknown): void;
  runHandler(): Promise<unknown>;
};

/** Of all functions; `get` gives an idle container, or makes one. */
export type LambdaClass = { readonly prototype: { get: (functionKey: string) => Container } };

export const loadLambdaClass = (): LambdaClass =>
  loadClass('lambda/Lambda.js', (found): found is LambdaClass => hasMethod(found, 'get'));

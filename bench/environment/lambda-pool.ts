// Lambda's Invoke on loopback over containers that are made when all others are busy and ended when they were idle for long enough:
// one request at a time in each, the one that was used last before the others, as Lambda has it.

import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { closeServer, listen } from '../../local/process/http-server.ts';
import { fail, succeed, type Result } from '../../shared/platform/result.ts';
import { startFunction, type BenchedFunction, type FunctionProcess } from '../measure/function-process.ts';

export type LambdaPool = {
  readonly url: string;
  /** How many ran at once when a call began, by function. */
  readonly concurrency: (name: string) => readonly { readonly atMs: number; readonly running: number }[];
  /** Past HTTP; says whether a container was started for it. */
  readonly invoke: (name: string, event: unknown, tenantId?: string) => Promise<PoolAnswer>;
  readonly stop: () => Promise<void>;
};

export type PoolAnswer = { readonly payload: unknown; readonly wasCold: boolean };

export type PoolOptions = {
  /** Infinity unless given. */
  readonly idleLifeMs?: number;
  /** Functions in tenant isolation mode: a container serves one tenant, which each Invoke has to name. */
  readonly isolated?: readonly string[];
  /** Called after each invocation, also those that come by HTTP. */
  readonly onAnswer?: (
    event: unknown,
    answer: { readonly wasCold: boolean; readonly tookMs: number },
  ) => void;
};

type Idle = {
  readonly container: FunctionProcess;
  readonly tenantId: string | undefined;
  readonly end: NodeJS.Timeout | undefined;
};

type Fleet = {
  readonly benched: BenchedFunction;
  readonly idle: Idle[];
  readonly all: FunctionProcess[];
  readonly seen: { readonly atMs: number; readonly running: number }[];
  running: number;
};

/** The one of the tenant that was used last. */
const takeIdle = (fleet: Fleet, tenantId: string | undefined): Idle | undefined => {
  const index = fleet.idle.findLastIndex((it) => it.tenantId === tenantId);
  return index === -1 ? undefined : fleet.idle.splice(index, 1)[0];
};

const rest = (fleet: Fleet, { container, tenantId }: Omit<Idle, 'end'>, idleLifeMs: number): void => {
  if (idleLifeMs === Infinity) {
    fleet.idle.push({ container, tenantId, end: undefined });
    return;
  }
  const end = setTimeout(() => {
    fleet.idle.splice(
      fleet.idle.findIndex((it) => it.container === container),
      1,
    );
    fleet.all.splice(fleet.all.indexOf(container), 1);
    void container.stop();
  }, idleLifeMs);
  fleet.idle.push({ container, tenantId, end });
};

const invokeIn = async (
  fleet: Fleet,
  event: unknown,
  tenantId: string | undefined,
  { idleLifeMs = Infinity, onAnswer }: PoolOptions,
): Promise<PoolAnswer> => {
  fleet.running += 1;
  fleet.seen.push({ atMs: Date.now(), running: fleet.running });
  const idle = takeIdle(fleet, tenantId);
  clearTimeout(idle?.end);
  let container = idle?.container;
  const startedMs = performance.now();
  try {
    if (container === undefined) {
      container = await startFunction(fleet.benched);
      fleet.all.push(container);
    }
    const payload = await container.invoke(event, tenantId);
    const wasCold = idle === undefined;
    onAnswer?.(event, { wasCold, tookMs: performance.now() - startedMs });
    return { payload, wasCold };
  } finally {
    fleet.running -= 1;
    if (container !== undefined) rest(fleet, { container, tenantId }, idleLifeMs);
  }
};

export const startLambdaPool = async (
  functions: readonly BenchedFunction[],
  options: PoolOptions = {},
): Promise<LambdaPool> => {
  const fleets = new Map(
    functions.map((benched): [string, Fleet] => [
      benched.name,
      { benched, idle: [], all: [], seen: [], running: 0 },
    ]),
  );
  /** Lambda refuses a call without a tenant where it isolates them, and one with a tenant where it does not. */
  const tenantOf = (name: string, tenantId: unknown): Result<string | undefined, 'refused'> => {
    const isIsolated = options.isolated?.includes(name) === true;
    if (typeof tenantId === 'string') return isIsolated ? succeed(tenantId) : fail('refused');
    return isIsolated ? fail('refused') : succeed(undefined);
  };
  const server = createServer((request, response) => {
    const name = request.url?.split('/')[3] ?? '';
    const fleet = fleets.get(name);
    const answer = async (): Promise<void> => {
      const event: unknown = JSON.parse(await text(request));
      if (fleet === undefined) {
        response.writeHead(404).end();
        return;
      }
      const tenant = tenantOf(name, request.headers['x-amz-tenant-id']);
      if (!tenant.ok) {
        response.writeHead(400, { 'x-amzn-errortype': 'InvalidParameterValueException' }).end('{}');
        return;
      }
      const { payload } = await invokeIn(fleet, event, tenant.value, options);
      response.writeHead(200).end(JSON.stringify(payload));
    };
    answer().catch(() => response.writeHead(500).end());
  });
  const port = await listen(server, 0);
  return {
    url: `http://127.0.0.1:${port}`,
    concurrency: (name) => fleets.get(name)?.seen ?? [],
    invoke: (name, event, tenantId) => {
      const [fleet, tenant] = [fleets.get(name), tenantOf(name, tenantId)];
      if (fleet === undefined || !tenant.ok) throw new RangeError(`no function ${name} for this tenant`);
      return invokeIn(fleet, event, tenant.value, options);
    },
    stop: async () => {
      await closeServer(server);
      for (const { all, idle } of fleets.values()) {
        for (const { end } of idle) clearTimeout(end);
        for (const { stop } of all) await stop();
      }
    },
  };
};

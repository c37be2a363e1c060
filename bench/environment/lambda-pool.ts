// Lambda's Invoke on loopback over containers that are made when all others are busy: one request at a time in each, as Lambda has it.

import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { closeServer, listen } from '../../local/process/http-server.ts';
import { startFunction, type BenchedFunction, type FunctionProcess } from '../measure/function-process.ts';

export type LambdaPool = {
  readonly url: string;
  /** How many ran at once when a call began, by function. */
  readonly concurrency: (name: string) => readonly { readonly atMs: number; readonly running: number }[];
  readonly stop: () => Promise<void>;
};

type Fleet = {
  readonly benched: BenchedFunction;
  readonly idle: FunctionProcess[];
  readonly all: FunctionProcess[];
  readonly seen: { readonly atMs: number; readonly running: number }[];
  running: number;
};

const invokeIn = async (fleet: Fleet, event: unknown): Promise<unknown> => {
  fleet.running += 1;
  fleet.seen.push({ atMs: Date.now(), running: fleet.running });
  let container = fleet.idle.pop();
  try {
    if (container === undefined) {
      container = await startFunction(fleet.benched);
      fleet.all.push(container);
    }
    return await container.invoke(event);
  } finally {
    fleet.running -= 1;
    if (container !== undefined) fleet.idle.push(container);
  }
};

export const startLambdaPool = async (functions: readonly BenchedFunction[]): Promise<LambdaPool> => {
  const fleets = new Map(
    functions.map((benched): [string, Fleet] => [
      benched.name,
      { benched, idle: [], all: [], seen: [], running: 0 },
    ]),
  );
  const server = createServer((request, response) => {
    const name = request.url?.split('/')[3] ?? '';
    const fleet = fleets.get(name);
    const answer = async (): Promise<void> => {
      const event: unknown = JSON.parse(await text(request));
      if (fleet === undefined) response.writeHead(404).end();
      else response.writeHead(200).end(JSON.stringify(await invokeIn(fleet, event)));
    };
    answer().catch(() => response.writeHead(500).end());
  });
  const port = await listen(server, 0);
  return {
    url: `http://127.0.0.1:${port}`,
    concurrency: (name) => fleets.get(name)?.seen ?? [],
    stop: async () => {
      await closeServer(server);
      for (const { all } of fleets.values()) for (const { stop } of all) await stop();
    },
  };
};

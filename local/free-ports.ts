// Looks whether ports can be taken before anything is started, so that a clash is named instead of met half way.

import { createServer } from 'node:net';
import { closeServer, listen } from './process/http-server.ts';
import { portsFrom } from './ports.ts';
import type { Ports } from './ports.ts';

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer();
  try {
    await listen(server, port);
    await closeServer(server);
    return true;
  } catch {
    return false;
  }
};

/** Refuses with the first port that is taken and how to move. */
export const refuseTakenPorts = async (portBase: number, ports: Ports): Promise<void> => {
  for (const [service, port] of Object.entries(ports)) {
    if (await isFree(port)) continue;
    throw new Error(
      `Port ${port} (${service}) is in use. Stop what uses it, or move the whole stack with PORT_BASE, ` +
        `for example PORT_BASE=${portBase + 100}.`,
    );
  }
};

/** A base whose ports are free right now; looks in an order that differs between processes. */
export const findFreePortBase = async (): Promise<number> => {
  const first = process.pid % 300;
  for (let step = 0; step < 300; step += 1) {
    const portBase = 20_000 + ((first + step) % 300) * 100;
    const free = await Promise.all(Object.values(portsFrom(portBase)).map(isFree));
    if (free.every(Boolean)) return portBase;
  }
  throw new Error('No free range of ports was found between 20000 and 50000');
};

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

/** A port of the stack that something else listens on. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
}

/** Refuses with the first port that is taken and how to move. */
export const refuseTakenPorts = async (portBase: number, ports: Ports): Promise<void> => {
  for (const [service, port] of Object.entries(ports)) {
    if (await isFree(port)) continue;
    throw new PortInUseError(
      `Port ${port} (${service}) is in use. Stop what uses it, or move the whole stack with PORT_BASE, ` +
        `for example PORT_BASE=${portBase + 100}.`,
    );
  }
};

/** Below what systems hand out to outgoing connections (Linux from 32768 on, others from 49152), so that none takes a port. */
const firstBase = 20_000;
const bases = 127;

/** A base whose ports are free right now; looks in an order that differs between processes. */
export const findFreePortBase = async (): Promise<number> => {
  const first = process.pid % bases;
  for (let step = 0; step < bases; step += 1) {
    const portBase = firstBase + ((first + step) % bases) * 100;
    const free = await Promise.all(Object.values(portsFrom(portBase)).map(isFree));
    if (free.every(Boolean)) return portBase;
  }
  throw new Error(`No free range of ports was found between ${firstBase} and ${firstBase + bases * 100}`);
};

const maxStarts = 5;

/** Another process may take a port between the look and the start: then the start is made again on another base. */
const isPortClash = (error: unknown): boolean =>
  error instanceof PortInUseError || (error instanceof Error && /EADDRINUSE|is in use/.test(error.message));

export const onFreePorts = async <T>(start: (portBase: number) => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await start(await findFreePortBase());
    } catch (error) {
      if (tries >= maxStarts || !isPortClash(error)) throw error;
    }
  }
};

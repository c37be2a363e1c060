// DynamoDB for the local stack: dynalite on loopback, in memory unless it is given a folder.

import dynalite from 'dynalite';
import { closeServer, listen } from '../process/http-server.ts';

export type DynamoDb = { readonly port: number; readonly stop: () => Promise<void> };

type Settings = { readonly port: number; readonly dataDirectory?: string | undefined };

export const startDynamoDb = async ({ port: wantedPort, dataDirectory }: Settings): Promise<DynamoDb> => {
  const server = dynalite({
    createTableMs: 0,
    ...(dataDirectory === undefined ? {} : { path: dataDirectory }),
  });
  const port = await listen(server, wantedPort);
  return { port, stop: () => closeServer(server) };
};

// A container whose connections to the databases go through a proxy that injects faults.

import { createSqlStores } from '#shared/runtime/sql-stores-runtime';
import { Secret } from '#shared/platform/secret';
import type { CredentialSource } from '#shared/credentials/credential-source';
import type { Answer, Call, DepositsWorld, RouteName } from '../support/deposits-world.ts';
import { startFaultProxy, type FaultProxy } from '../support/fault-proxy.ts';

export type ProxiedContainer = {
  readonly proxy: FaultProxy;
  readonly call: (route: RouteName, call: Call) => Promise<Answer>;
  /** Closes its connections: the next request finds a cold container. */
  cool(): Promise<void>;
  stop(): Promise<void>;
};

export const startProxiedContainer = async (
  world: DepositsWorld,
  credentials: CredentialSource,
  { isRecording = false }: { readonly isRecording?: boolean } = {},
): Promise<ProxiedContainer> => {
  const { host = '127.0.0.1', port } = world.sql.server;
  const proxy = await startFaultProxy({ host, port }, { isRecording });
  let stores = createSqlStores(process.env);
  return {
    proxy,
    call: (route, call) =>
      world.callWith(
        () => ({
          credentials,
          openStore: (caller, login, scope, reopen) => {
            const value = new Secret({ ...login.value.expose(), server: '127.0.0.1', port: proxy.port });
            return stores.open(caller, { ...login, value }, scope, reopen);
          },
        }),
        route,
        call,
      ),
    cool: async () => {
      await stores.close();
      stores = createSqlStores(process.env);
    },
    stop: async () => {
      await stores.close();
      await proxy.stop();
    },
  };
};

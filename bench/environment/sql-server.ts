// The embedded SQL Server in a process of its own, as the local stack has it beside the process of the functions. Goes when its channel does.

import { randomUUID } from 'node:crypto';
import { startSqlServer } from '../../local/sql-server/start-sql-server.ts';

const administrator = { user: 'sa', password: randomUUID() };
const server = await startSqlServer({ port: 0, administrator });
const end = (): void => void server.stop().then(() => process.exit());
process.on('disconnect', end);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
process.send?.({ server: { ...administrator, port: server.port } });

// How much processor the embedded SQL Server endpoint takes for one simple statement, the driver's side included and PostgreSQL
// not: processor time of this process, so that other work on the machine does not count.

import { randomUUID } from 'node:crypto';
import mssql from 'mssql';
import { asAdministrator } from '../../local/seed/provision-database.ts';
import { startSqlServer } from '../../local/sql-server/start-sql-server.ts';
import type { Samples } from '../statistics.ts';

const warmUps = 50;
const statements = 500;

export const measureSqlEndpoint = async (rounds: number): Promise<Samples> => {
  const administrator = { user: 'sa', password: `Sa-${randomUUID()}` };
  const server = await startSqlServer({ port: 0, administrator });
  try {
    return await asAdministrator({ ...administrator, port: server.port }, 'master', async (pool) => {
      await pool.batch(
        'CREATE TABLE dbo.T (Id int NOT NULL CONSTRAINT PK_T PRIMARY KEY, Name nvarchar(50) NULL);',
      );
      await pool.batch("INSERT INTO dbo.T VALUES (1, N'a'), (2, N'b');");
      const ask = () =>
        pool.request().input('id', mssql.Int, 2).query('SELECT Id, Name FROM dbo.T WHERE Id = @id');
      for (let count = 0; count < warmUps; count += 1) await ask();
      const samples: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const before = process.cpuUsage();
        for (let count = 0; count < statements; count += 1) await ask();
        const { user, system } = process.cpuUsage(before);
        samples.push((user + system) / statements);
      }
      return new Map([['statement-us/endpoint', samples]]);
    });
  } finally {
    await server.stop();
  }
};

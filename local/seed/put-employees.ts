// The demo's employees. In production this table is the HR product's own; here it is filled once and then left alone.

import mssql from 'mssql';
import { asAdministrator, type DatabaseServer } from './provision-database.ts';

export type DemoEmployee = { readonly id: string; readonly name: string; readonly payGroup: string };

const insertEmployee =
  'INSERT INTO [dbo].[Employee] ([EmployeeId], [Name], [PayGroup]) VALUES (@id, @name, @payGroup);';

export const putEmployees = (
  server: DatabaseServer,
  database: string,
  employees: readonly DemoEmployee[],
): Promise<void> =>
  asAdministrator(server, database, async (pool) => {
    const present = await pool
      .request()
      .query<{ id: string }>('SELECT [EmployeeId] AS [id] FROM [dbo].[Employee];');
    const known = new Set(present.recordset.map(({ id }) => id));
    for (const { id, name, payGroup } of employees.filter((employee) => !known.has(employee.id))) {
      await pool
        .request()
        .input('id', mssql.VarChar(64), id)
        .input('name', mssql.NVarChar(200), name)
        .input('payGroup', mssql.VarChar(64), payGroup)
        .query(insertEmployee);
    }
  });

// Our parameter types as the driver's.

import mssql from 'mssql';
import type { ParameterType } from './statement.ts';

export const toDriverType = (parameter: ParameterType): mssql.ISqlType | (() => mssql.ISqlType) => {
  switch (parameter.type) {
    case 'int':
      return mssql.Int();
    case 'smallint':
      return mssql.SmallInt();
    case 'tinyint':
      return mssql.TinyInt();
    case 'bigint':
      return mssql.BigInt();
    case 'bit':
      return mssql.Bit();
    case 'date':
      return mssql.Date();
    case 'datetime2':
      return mssql.DateTime2(3);
    case 'uniqueidentifier':
      return mssql.UniqueIdentifier();
    case 'nvarchar-max':
      return mssql.NVarChar(mssql.MAX);
    case 'varchar':
      return mssql.VarChar(parameter.length);
    case 'nvarchar':
      return mssql.NVarChar(parameter.length);
    case 'char':
      return mssql.Char(parameter.length);
    case 'varbinary':
      return mssql.VarBinary(parameter.length);
    case 'binary':
      // The driver sends a fixed-length binary as varbinary; the column pads or refuses.
      return mssql.VarBinary(parameter.length);
  }
};

// A statement is a constant: a name for logs, its T-SQL, and its parameters with their SQL types. Values only ever travel
// as typed parameters; there is no way to build text from them.

export type ParameterType =
  | {
      readonly type:
        | 'int'
        | 'smallint'
        | 'tinyint'
        | 'bigint'
        | 'bit'
        | 'uniqueidentifier'
        | 'nvarchar-max'
        | 'date'
        | 'datetime2';
    }
  | { readonly type: 'varchar' | 'nvarchar' | 'char' | 'varbinary' | 'binary'; readonly length: number };

export type ParameterTypes = Readonly<Record<string, ParameterType>>;
export type ParameterValue = string | number | boolean | Uint8Array | Date | null;

export type Statement<P extends ParameterTypes> = {
  readonly name: string;
  readonly text: string;
  readonly parameters: P;
};

export type ParameterValues<P extends ParameterTypes> = { readonly [K in keyof P]: ParameterValue };

export const defineStatement = <const P extends ParameterTypes>(statement: Statement<P>): Statement<P> =>
  statement;

export const int = { type: 'int' } as const;
export const smallInt = { type: 'smallint' } as const;
export const bigInt = { type: 'bigint' } as const;
export const date = { type: 'date' } as const;
/** `datetime2(3)`: milliseconds, as a `Date` has them. */
export const dateTime2 = { type: 'datetime2' } as const;
export const uniqueIdentifier = { type: 'uniqueidentifier' } as const;
export const nVarCharMax = { type: 'nvarchar-max' } as const;
export const varChar = (length: number) => ({ type: 'varchar', length }) as const;
export const nVarChar = (length: number) => ({ type: 'nvarchar', length }) as const;
export const char = (length: number) => ({ type: 'char', length }) as const;
export const varBinary = (length: number) => ({ type: 'varbinary', length }) as const;
export const binary = (length: number) => ({ type: 'binary', length }) as const;

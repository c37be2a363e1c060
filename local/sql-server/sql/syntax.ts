// The syntax tree of the T-SQL that the endpoint reads.
import type { SqlType } from '../values/types.ts';

export type ObjectName = { schema: string | undefined; name: string };

export type Expression =
  | { kind: 'column'; table: string | undefined; name: string }
  | { kind: 'variable'; name: string }
  | { kind: 'string'; value: string; isNational: boolean }
  | { kind: 'number'; text: string }
  | { kind: 'binary'; hex: string }
  | { kind: 'null' }
  | { kind: 'default' }
  | { kind: 'minus'; operand: Expression }
  | {
      kind: 'arithmetic';
      operator: '+' | '-' | '*';
      left: Expression;
      right: Expression;
    }
  | {
      kind: 'call';
      name: string;
      args: Expression[];
      isStar: boolean;
      over: Over | undefined;
    }
  | { kind: 'cast'; operand: Expression; type: SqlType }
  | {
      kind: 'case';
      operand: Expression | undefined;
      branches: { when: Condition | Expression; then: Expression }[];
      otherwise: Expression | undefined;
    }
  | { kind: 'collate'; operand: Expression; collation: SqlType['collation'] }
  | { kind: 'subquery'; select: Select };

export type Over = { partitionBy: Expression[]; orderBy: OrderItem[] };

export type Comparison = '=' | '<>' | '<' | '>' | '<=' | '>=';

export type Condition =
  | { kind: 'and' | 'or'; left: Condition; right: Condition }
  | { kind: 'not'; operand: Condition }
  | { kind: 'compare'; operator: Comparison; left: Expression; right: Expression }
  | { kind: 'between'; isNot: boolean; operand: Expression; low: Expression; high: Expression }
  | { kind: 'in'; isNot: boolean; operand: Expression; list: Expression[] }
  | { kind: 'inSelect'; isNot: boolean; operand: Expression; select: Select }
  | { kind: 'like'; isNot: boolean; operand: Expression; pattern: Expression; escape: Expression | undefined }
  | { kind: 'isNull'; isNot: boolean; operand: Expression }
  | { kind: 'exists'; select: Select };

export type OrderItem = { expression: Expression; isDescending: boolean };

export type Source =
  | { kind: 'table'; name: ObjectName; alias: string | undefined }
  | { kind: 'derived'; select: Select; alias: string; columns: string[] }
  | { kind: 'values'; rows: Expression[][]; alias: string; columns: string[] };

export type Join = {
  kind: 'inner' | 'left' | 'cross';
  source: Source;
  on: Condition | undefined;
};

export type SelectItem =
  | { kind: 'star'; table: string | undefined }
  | { kind: 'value'; expression: Expression; alias: string | undefined }
  | { kind: 'assign'; variable: string; expression: Expression };

export type SelectCore = {
  top: Expression | undefined;
  items: SelectItem[];
  from: Source[];
  joins: Join[];
  where: Condition | undefined;
  groupBy: Expression[];
};

export type Select = {
  first: SelectCore;
  /** Each joined by UNION ALL. */
  rest: SelectCore[];
  orderBy: OrderItem[];
};

export type OutputItem = {
  from: 'inserted' | 'deleted';
  column: string | undefined;
  alias: string | undefined;
};

export type ColumnDefinition = {
  name: string;
  type: SqlType;
  isNullable: boolean | undefined;
  identity: { seed: string; increment: string } | undefined;
  constraints: TableConstraint[];
};

export type TableConstraint =
  | { kind: 'default'; name: string | undefined; value: Expression; column: string }
  | {
      kind: 'primaryKey' | 'unique';
      name: string | undefined;
      columns: { name: string; isDescending: boolean }[];
    }
  | {
      kind: 'foreignKey';
      name: string | undefined;
      columns: string[];
      table: ObjectName;
      references: string[];
      onDelete: 'no action' | 'cascade';
    }
  | { kind: 'check'; name: string | undefined; condition: Condition };

export type Permission = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE' | 'EXECUTE';

export type StatementBody =
  | { kind: 'declare'; items: { name: string; type: SqlType; value: Expression | undefined }[] }
  | { kind: 'set'; variable: string; value: Expression }
  | { kind: 'option'; name: string; value: string }
  | { kind: 'select'; select: Select }
  | {
      kind: 'insert';
      table: ObjectName;
      columns: string[];
      output: OutputItem[];
      rows: Expression[][] | undefined;
      select: Select | undefined;
    }
  | {
      kind: 'update';
      table: ObjectName;
      top: Expression | undefined;
      set: { column: string; value: Expression }[];
      output: OutputItem[];
      where: Condition | undefined;
    }
  | {
      kind: 'delete';
      table: ObjectName;
      top: Expression | undefined;
      output: OutputItem[];
      where: Condition | undefined;
    }
  | {
      kind: 'execute';
      procedure: ObjectName;
      result: string | undefined;
      args: { name: string | undefined; value: Expression }[];
    }
  | { kind: 'createTable'; table: ObjectName; columns: ColumnDefinition[]; constraints: TableConstraint[] }
  | { kind: 'addColumns'; table: ObjectName; columns: ColumnDefinition[]; constraints: TableConstraint[] }
  | { kind: 'dropConstraint'; table: ObjectName; names: string[] }
  | {
      kind: 'createIndex';
      name: string;
      isUnique: boolean;
      table: ObjectName;
      columns: { name: string; isDescending: boolean }[];
      where: Condition | undefined;
    }
  | { kind: 'createRole'; name: string }
  | { kind: 'roleMember'; role: string; member: string }
  | {
      kind: 'permission';
      permissions: Permission[];
      object: ObjectName;
      principals: string[];
    }
  /** ALTER ANY LOGIN, the one permission on the whole server that is known here. */
  | { kind: 'serverPermission'; isGrant: boolean; logins: string[] }
  | { kind: 'createLogin'; name: string; password: string }
  | { kind: 'alterLogin'; name: string; password: string }
  | { kind: 'dropLogin'; name: string }
  | { kind: 'createUser'; name: string; login: string }
  | { kind: 'createDatabase'; name: string }
  | { kind: 'alterDatabase'; name: string | undefined; isReadCommittedSnapshot: boolean }
  | { kind: 'alterDatabaseAccess'; name: string | undefined; isSingleUser: boolean }
  | { kind: 'dropDatabase'; name: string };

export type Statement = StatementBody & { line: number };

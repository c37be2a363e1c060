// A column of a result: its name, its type and what is known of it.
import type { SqlType } from './types.ts';

export type Column = {
  name: string;
  type: SqlType;
  nullable: boolean;
  isIdentity?: boolean;
  isExpression?: boolean;
};

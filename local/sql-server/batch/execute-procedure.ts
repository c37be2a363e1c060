// EXEC of the one procedure that the endpoint has, sp_getapplock.
import { type LockArguments, getApplock } from '../applock.ts';
import { keyOf } from '../sql/catalogue.ts';
import { SqlServerError, notSupported } from '../values/errors.ts';
import type { Expression, Statement } from '../sql/syntax.ts';
import type { Run } from './run.ts';

const order: readonly string[] = ['@resource', '@lockmode', '@lockowner', '@locktimeout', '@dbprincipal'];

const simpleValue = (run: Run, value: Expression): string | null => {
  if (value.kind === 'string') return value.value;
  if (value.kind === 'number') return value.text;
  if (value.kind === 'null') return null;
  if (value.kind === 'minus') return `-${simpleValue(run, value.operand) ?? ''}`;
  if (value.kind === 'variable') {
    if (!run.values.has(value.name))
      throw new SqlServerError(137, 15, `Must declare the scalar variable "${value.name}".`);
    return run.values.get(value.name) ?? null;
  }
  throw notSupported('An argument that is neither a literal nor a variable');
};

const readArguments = (
  run: Run,
  { args }: Extract<Statement, { kind: 'execute' }>,
  procedure: string,
): Map<string, string | null> => {
  const values = new Map<string, string | null>();
  for (const [index, { name, value }] of args.entries()) {
    const key = name ?? order[index];
    if (key === undefined)
      throw new SqlServerError(
        8144,
        16,
        `Procedure or function ${procedure} has too many arguments specified.`,
        2,
      );
    if (!order.includes(key))
      throw new SqlServerError(8145, 16, `${key} is not a parameter for procedure ${procedure}.`);
    if (values.has(key))
      throw new SqlServerError(8143, 16, `Parameter '${key}' was supplied multiple times.`);
    if (key === '@dbprincipal') throw notSupported('@DbPrincipal');
    values.set(key, simpleValue(run, value));
  }
  return values;
};

export const executeProcedure = async (
  run: Run,
  statement: Extract<Statement, { kind: 'execute' }>,
): Promise<void> => {
  const procedure = keyOf(statement.procedure.name);
  if (procedure !== 'sp_getapplock') {
    if (procedure.startsWith('sp_') || procedure.startsWith('xp_'))
      throw notSupported(`The procedure ${procedure}`);
    throw new SqlServerError(2812, 16, `Could not find stored procedure '${statement.procedure.name}'.`, 62);
  }
  const args = readArguments(run, statement, procedure);
  const timeout = args.get('@locktimeout') ?? '-1';
  if (!/^-?\d{1,10}$/.test(timeout))
    throw new SqlServerError(8114, 16, 'Error converting data type varchar to int.', 1);
  const lock: LockArguments = {
    resource: args.get('@resource') ?? null,
    mode: args.get('@lockmode') ?? '',
    owner: args.get('@lockowner') ?? 'Transaction',
    timeoutMs: Number(timeout),
  };
  const status = await getApplock(run.session, lock);
  if (statement.result !== undefined) run.values.set(statement.result, String(status));
};

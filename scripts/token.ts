// `npm run --silent token -- --tenant acme --employee e-1001 --role employee`: a token for the running local stack, alone on
// stdout. Everything else that is said goes to stderr.

import { Command, InvalidArgumentError } from 'commander';
import { parsePortBase, portsFrom } from '../local/ports.ts';
import { demoTenants } from '../local/seed/demo-tenants.ts';
import { isRole, roles, type Role } from '#shared/domain/caller';
import { nearestName } from '#shared/platform/nearest-name';

const wholeSeconds = (text: string): number => {
  const seconds = Number(text);
  if (!Number.isInteger(seconds)) throw new InvalidArgumentError('Give a whole number of seconds.');
  return seconds;
};

const anotherRole = (value: string, previous: readonly Role[]): readonly Role[] => {
  if (isRole(value)) return [...previous, value];
  const nearest = nearestName(value, roles);
  throw new InvalidArgumentError(
    `${nearest === undefined ? '' : `Did you mean ${nearest}? `}Roles are ${roles.join(', ')}.`,
  );
};

const noRoles: readonly Role[] = [];

type Options = {
  readonly tenant?: string;
  readonly employee?: string;
  readonly role: readonly Role[];
  readonly subject?: string;
  readonly audience?: string;
  readonly expiresIn: number;
  readonly authTime?: number;
};

const command = new Command('npm run --silent token --')
  .description('Prints a signed token for the local stack (PORT_BASE tells which)')
  .option('--tenant <id>', 'tenant_id claim, e.g. acme')
  .option('--employee <id>', 'employee_id claim, e.g. e-1001')
  .option('--role <role>', `one of the roles: ${roles.join(', ')} (repeat for more)`, anotherRole, noRoles)
  .option('--subject <sub>', 'who signed in (default: made of tenant and employee)')
  .option('--audience <aud>', 'another audience than the one of the local API')
  .option(
    '--expires-in <seconds>',
    'seconds until it expires, negative for an expired one',
    wholeSeconds,
    3600,
  )
  .option(
    '--auth-time <seconds>',
    'when the user signed in, in seconds since 1970 (default: now)',
    wholeSeconds,
  )
  .configureOutput({ writeOut: (text) => process.stderr.write(text) })
  .addHelpText(
    'after',
    `
Examples:
  npm run --silent token -- --tenant acme --employee e-1001 --role employee
  npm run --silent token -- --tenant acme --role payroll-admin --auth-time ${Math.floor(Date.now() / 1000)}

Tenants of the demo: ${demoTenants.map(({ id }) => id).join(', ')}, each with employees ${demoTenants[0]?.employees.map(({ id }) => id).join(', ') ?? ''}.
Only the token goes to standard output. Exit code 1: no stack answers; 2: wrong usage.`,
  )
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

if (process.argv.length === 2) {
  console.error('For a token, name at least --tenant and --role.\n');
  command.outputHelp({ error: true });
  process.exit(2);
}

const options = command.parse().opts<Options>();

/** What the local API will refuse, said before it does: such tokens are wanted, too, to see it refuse. */
const warnings = ({ tenant, employee, role }: Options): readonly string[] => {
  const known = demoTenants.find(({ id }) => id === tenant);
  const tenants = demoTenants.map(({ id }) => id);
  const employees = known?.employees.map(({ id }) => id) ?? [];
  const hint = (name: string, names: readonly string[]): string => {
    const nearest = nearestName(name, names);
    return `${nearest === undefined ? '' : `did you mean ${nearest}? `}There are ${names.join(', ')}.`;
  };
  return [
    ...(tenant === undefined ? ['Without --tenant the API answers 403.'] : []),
    ...(tenant !== undefined && known === undefined
      ? [`The demo has no tenant ${JSON.stringify(tenant)}: ${hint(tenant, tenants)}`]
      : []),
    ...(known !== undefined && employee !== undefined && !employees.includes(employee)
      ? [`${known.id} has no employee ${JSON.stringify(employee)}: ${hint(employee, employees)}`]
      : []),
    ...(role.length === 0 ? ['Without --role the API answers 403.'] : []),
    ...(role.includes('employee') && employee === undefined
      ? ['Without --employee the role employee reaches no direct deposits.']
      : []),
  ];
};

const nowSeconds = Math.floor(Date.now() / 1000);
const claims = {
  sub: options.subject ?? `${options.tenant ?? 'nobody'}|${options.employee ?? 'staff'}`,
  tenant_id: options.tenant,
  employee_id: options.employee,
  roles: options.role,
  aud: options.audience,
  exp: nowSeconds + options.expiresIn,
  auth_time: options.authTime ?? nowSeconds,
};

const tokenIn = (answer: unknown): string | undefined =>
  typeof answer === 'object' && answer !== null && 'token' in answer && typeof answer.token === 'string'
    ? answer.token
    : undefined;

try {
  const issuerPort = portsFrom(parsePortBase(process.env['PORT_BASE'])).issuer;
  const response = await fetch(`http://127.0.0.1:${issuerPort}/token`, {
    method: 'POST',
    body: JSON.stringify(claims),
    signal: AbortSignal.timeout(5000),
  }).catch(() => {
    throw new Error(
      `No local stack answers on port ${issuerPort}. Start one with npm start, or set PORT_BASE to the one that it was started with.`,
    );
  });
  const token = tokenIn(await response.json());
  if (token === undefined)
    throw new Error(`The issuer on port ${issuerPort} answered ${response.status} without a token.`);
  for (const warning of warnings(options)) console.error(`Warning: ${warning}`);
  console.log(token);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

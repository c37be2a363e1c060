// `npm run --silent token -- --tenant acme --employee e-1001 --role employee`: a token for the running local stack, alone on
// stdout. Everything else that is said goes to stderr.

import { Command, InvalidArgumentError } from 'commander';
import { parsePortBase, portsFrom } from '../local/ports.ts';

const wholeSeconds = (text: string): number => {
  const seconds = Number(text);
  if (!Number.isInteger(seconds)) throw new InvalidArgumentError('Give a whole number of seconds.');
  return seconds;
};

const another = (value: string, previous: string[]): string[] => [...previous, value];

type Options = {
  readonly tenant?: string;
  readonly employee?: string;
  readonly role: readonly string[];
  readonly subject?: string;
  readonly audience?: string;
  readonly expiresIn: number;
  readonly authTime?: number;
};

const options = new Command('npm run --silent token --')
  .description('Prints a signed token for the local stack (PORT_BASE tells which)')
  .option('--tenant <id>', 'tenant_id claim, e.g. acme')
  .option('--employee <id>', 'employee_id claim, e.g. e-1001')
  .option('--role <role>', 'one of the roles: employee, payroll-admin, viewer (repeat for more)', another, [])
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
  .parse()
  .opts<Options>();

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
  console.log(token);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

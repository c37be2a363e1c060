// Starting and stopping the local stack, however it ends: no process, no open port and no temporary folder stays behind.

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { onFreePorts, PortInUseError } from '#local/free-ports';
import { portsFrom } from '#local/ports';
import { until } from '#local/until';
import { startStackProcess, type StackProcess } from '../../support/process-stack.ts';

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

const openPorts = async (stack: StackProcess): Promise<number[]> => {
  const open: number[] = [];
  for (const port of Object.values(stack.ports)) if (await answers(port)) open.push(port);
  return open;
};

/** Processes whose command line mentions the stack's port or a folder of its own. */
const processesOf = (stack: StackProcess): string[] =>
  spawnSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((line) =>
      [`--httpPort ${stack.ports.api}`, stack.temporaryFolder].some((mark) => line.includes(mark)),
    );

const token = (portBase: number, ...args: string[]) =>
  spawnSync(process.execPath, ['scripts/token.ts', ...args], {
    env: { ...process.env, PORT_BASE: String(portBase) },
    encoding: 'utf8',
  });

describe('the local stack', () => {
  it('gives tokens, answers over HTTP, and names a port that is in use', async () => {
    const stack = await startStackProcess();
    try {
      const { status, stdout } = token(
        stack.portBase,
        '--tenant',
        'acme',
        '--employee',
        'e-1001',
        '--role',
        'employee',
      );
      const url = `${stack.apiUrl}/api/employees/e-1001/direct-deposits`;
      const listed = await fetch(url, { headers: { authorization: `Bearer ${stdout.trim()}` } });
      const refused = await fetch(url, {
        headers: { authorization: `Bearer ${stdout.trim().slice(0, -9)}AAAAAAAAA` },
      });
      const nobody = token(stack.portBase, '--tenant', 'acmee', '--employee', 'e-1', '--role', 'employee');
      const stranger = token(stack.portBase, '--tenant', 'acme', '--employee', 'e-1009');
      const unknown = await fetch(`${stack.apiUrl}/api/nothing`);
      const second = spawnSync(process.execPath, ['local/start.ts'], {
        env: { ...process.env, PORT_BASE: String(stack.portBase) },
        encoding: 'utf8',
      });

      expect(stack.apiUrl).toBe(`http://127.0.0.1:${stack.ports.api}`);
      expect(status).toBe(0);
      expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
      expect(nobody.stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
      expect(nobody.stderr).toContain(
        'The demo has no tenant "acmee": did you mean acme? There are acme, globex',
      );
      expect(stranger.stderr).toContain('acme has no employee "e-1009": did you mean e-1001?');
      expect(stranger.stderr).toContain('Without --role the API answers 403.');
      expect([listed.status, await listed.json()]).toEqual([200, { items: [] }]);
      expect([refused.status, await refused.json()]).toEqual([401, { message: 'Unauthorized' }]);
      expect([unknown.status, await unknown.json()]).toEqual([404, { message: 'Not Found' }]);
      expect(second.status).toBe(1);
      expect(second.stderr).toMatch(
        new RegExp(`^Port ${stack.ports.api} \\(api\\) is in use\\. .*PORT_BASE`),
      );
    } finally {
      await stack.stop();
    }
  }, 90_000);

  // SIGINT and SIGTERM take the way of SIGHUP.
  it.each(['SIGHUP', 'SIGKILL'] as const)(
    'leaves nothing behind after %s',
    async (signal) => {
      const stack = await startStackProcess();
      expect(processesOf(stack).length).toBeGreaterThan(0);
      expect(readdirSync(stack.temporaryFolder).length).toBeGreaterThan(0);

      stack.child.kill(signal);
      await stack.ended;
      await until(async () => (await openPorts(stack)).length === 0 && processesOf(stack).length === 0);
      await until(() => readdirSync(stack.temporaryFolder).length === 0);

      expect(await openPorts(stack)).toEqual([]);
      expect(processesOf(stack)).toEqual([]);
      expect(readdirSync(stack.temporaryFolder)).toEqual([]);
      await stack.stop();
    },
    90_000,
  );
});

describe('npm start', () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'leaves nothing behind when npm itself gets %s',
    async (signal) => {
      const stack = await startStackProcess([], 'npm');
      expect(await openPorts(stack)).not.toEqual([]);

      stack.child.kill(signal);
      await stack.ended;
      await until(async () => (await openPorts(stack)).length === 0 && processesOf(stack).length === 0);
      await until(() => readdirSync(stack.temporaryFolder).length === 0);

      expect(await openPorts(stack)).toEqual([]);
      expect(processesOf(stack)).toEqual([]);
      expect(readdirSync(stack.temporaryFolder)).toEqual([]);
      await stack.stop();
    },
    90_000,
  );
});

describe('the ports', () => {
  it('are looked for below those that the system hands out, and taken anew after a clash', async () => {
    const tried: number[] = [];
    const base = await onFreePorts(async (portBase) => {
      tried.push(portBase);
      if (tried.length === 1) throw new PortInUseError(`Port ${portBase} (api) is in use.`);
      return portBase;
    });
    const stubborn = onFreePorts(() => Promise.reject(new Error('not a matter of ports')));

    expect(tried).toHaveLength(2);
    expect(Object.values(portsFrom(base)).every((port) => port >= 20_000 && port < 32_768)).toBe(true);
    await expect(stubborn).rejects.toThrow('not a matter of ports');
  });
});

describe('the token command', () => {
  it('says on stderr that no stack runs, and prints nothing else', () => {
    const { status, stdout, stderr } = token(64_000, '--tenant', 'acme');

    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^No local stack answers on port 64012\. /);
  });

  it.each([
    [
      ['--tenant', 'acme', '--role', 'emplyee'],
      'Did you mean employee? Roles are employee, payroll-admin, viewer, payroll-run.',
    ],
    [['--tenant', 'acme', '--role', 'root'], 'Roles are employee, payroll-admin, viewer, payroll-run.'],
    [[], 'name at least --tenant and --role'],
    [['--tenent', 'acme'], "unknown option '--tenent'"],
  ])('refuses %j, says what there is, and prints no token', (args, message) => {
    const { status, stdout, stderr } = token(64_000, ...args);

    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});

// A Chromium for the tests of the page: the one that CHROMIUM names, the machine's, or else Debian's or npm's packed one (in .local/browser),
// which is installed. Prints as JSON where it is and how it is started. Plain JavaScript on Node's own modules, like install-missing.mjs. Exit
// code 1: there is none to be had.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const packedVersion = '153.0.0';
const folder = join(import.meta.dirname, '../.local/browser');

/** What an installation says goes to stderr. */
const run = (command, args, options = {}) =>
  spawnSync(command, args, { stdio: ['ignore', 2, 2], ...options }).status === 0;

const findInstalled = () =>
  [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
    (path) => path !== undefined && existsSync(path),
  );

const installFromDebian = () =>
  process.getuid?.() === 0 &&
  run('apt-get', ['update', '-qq']) &&
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });

const installFromNpm = () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const wanted = `@sparticuz/chromium@${packedVersion}`;
  return run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', wanted], { cwd: folder });
};

const findPacked = async () => {
  if (!existsSync(join(folder, 'node_modules/@sparticuz/chromium'))) return undefined;
  const entry = createRequire(join(folder, 'package.json')).resolve('@sparticuz/chromium');
  const { default: packed } = await import(pathToFileURL(entry).href);
  return { executablePath: await packed.executablePath(), args: packed.args };
};

/** In a container the browser's own sandbox has no rights to be set up. */
const find = async () => {
  const executablePath = findInstalled();
  return executablePath === undefined ? findPacked() : { executablePath, args: ['--no-sandbox'] };
};

const found =
  (await find()) ??
  (installFromDebian() ? await find() : undefined) ??
  (installFromNpm() ? await find() : undefined);
if (found === undefined) {
  console.error('There is no Chromium for the tests of the page: install one, or name it in CHROMIUM.');
  process.exitCode = 1;
} else console.log(JSON.stringify(found));

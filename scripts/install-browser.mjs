// A Chromium for the tests of the page, where the machine has none: Debian's, or else npm's packed one in .local/browser.
// Plain JavaScript on Node's own modules, like install-missing.mjs. Exit code 1: there is none to be had.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const packedVersion = '153.0.0';
const folder = join(import.meta.dirname, '../.local/browser');
const isThere = () =>
  existsSync('/usr/bin/chromium') || existsSync(join(folder, 'node_modules/@sparticuz/chromium'));
const run = (command, args, options = {}) =>
  spawnSync(command, args, { stdio: ['ignore', 2, 2], ...options }).status === 0;

if (!isThere() && process.getuid?.() === 0) {
  const installed =
    run('apt-get', ['update', '-qq']) &&
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  if (!installed) console.error('Debian’s chromium cannot be had; trying npm’s.');
}
if (!isThere()) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  run(
    'npm',
    ['install', '--no-audit', '--no-fund', '--ignore-scripts', `@sparticuz/chromium@${packedVersion}`],
    {
      cwd: folder,
    },
  );
}
if (!isThere()) {
  console.error('There is no Chromium for the tests of the page.');
  process.exitCode = 1;
}

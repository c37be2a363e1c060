// Runs before every npm script: when node_modules does not hold what package-lock.json asks for, installs it; otherwise
// says nothing. Plain JavaScript on Node's own modules, because it runs before anything is installed and on any Node.
// Writes to stderr only, so that a command's own output stays clean. With a folder it installs that folder's own packages.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const projectDirectory = join(
  import.meta.dirname ?? new URL('.', import.meta.url).pathname,
  '..',
  process.argv[2] ?? '.',
);

const readPackages = (path) => {
  try {
    return JSON.parse(readFileSync(join(projectDirectory, path), 'utf8')).packages ?? {};
  } catch {
    return {};
  }
};

const allows = (rule, value) => {
  const names = [rule ?? []].flat();
  const wanted = names.filter((name) => !name.startsWith('!'));
  return !names.includes(`!${value}`) && (wanted.length === 0 || wanted.includes(value));
};

/** Optional packages are left out on other platforms; which C library this machine has is npm's to know. */
const isExpectedHere = (entry) =>
  !entry.optional ||
  (entry.os !== undefined &&
    entry.libc === undefined &&
    allows(entry.os, process.platform) &&
    allows(entry.cpu, process.arch));

const firstMissing = () => {
  const installed = readPackages('node_modules/.package-lock.json');
  for (const [path, entry] of Object.entries(readPackages('package-lock.json'))) {
    if (path === '' || entry.link === true || !isExpectedHere(entry)) continue;
    const present = installed[path];
    if (present?.version !== entry.version || present?.integrity !== entry.integrity) return path;
    if (!existsSync(join(projectDirectory, path, 'package.json'))) return path;
  }
  return undefined;
};

/**
 * `npm install --no-save`, not `npm ci`: both take every version and hash from package-lock.json, but `npm ci` refuses a
 * lockfile without the optional packages of every other platform, and not every registry carries all of those.
 */
const install = () => {
  const npmScript = process.env.npm_execpath;
  const node = process.env.npm_node_execpath ?? process.execPath;
  const [command, first] =
    npmScript === undefined || !/\.c?js$/.test(npmScript) ? ['npm', []] : [node, [npmScript]];
  return spawnSync(
    command,
    [...first, 'install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'],
    {
      cwd: projectDirectory,
      // npm's report goes to stderr as well: a command's stdout belongs to the command.
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32' && command === 'npm',
    },
  );
};

const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  console.error(`Node 20 or newer is needed to begin with; this is ${process.version}.`);
  process.exit(1);
}

const missing = firstMissing();
if (missing !== undefined) {
  console.error(
    `Installing what is missing (${missing.replace(/^node_modules\//, '')} among it) with npm; this takes a minute or two.`,
  );
  const result = install();
  if (result.status !== 0) {
    console.error(
      `\nThe install did not finish (${result.error?.code ?? result.signal ?? `npm ended with ${result.status}`}). ` +
        'It needs the npm registry: check the network or the registry setting, then run the command again.',
    );
    process.exit(1);
  }
  const stillMissing = firstMissing();
  if (stillMissing !== undefined) {
    console.error(
      `npm finished, but ${stillMissing} is still missing or another version than package-lock.json says.`,
    );
    process.exit(1);
  }
}

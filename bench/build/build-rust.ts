// The Rust peer, built from the crates that the distribution ships and without a network; where cargo or the crates are
// absent, why it is not measured.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export type RustPeer =
  { readonly program: string; readonly webhookProgram: string } | { readonly missing: string };

const folder = join(import.meta.dirname, '../peers/rust');
const program = join(folder, 'target/release/rust-decryptor');
const webhookProgram = join(folder, 'target/release/rust-webhook');
const crates = '/usr/share/cargo/registry';
const packages =
  'librust-ureq-dev librust-ring-dev librust-serde-json-dev librust-base64-dev librust-rustls-dev librust-rustls-pemfile-dev';

/** `isBuilt`: only take what an earlier run has built. */
export const buildRustPeer = ({ isBuilt = false } = {}): RustPeer => {
  if (isBuilt)
    return existsSync(program) && existsSync(webhookProgram)
      ? { program, webhookProgram }
      : { missing: 'not built yet: npm run bench builds it' };
  if (!existsSync(crates)) return { missing: `no crates in ${crates} (Debian: ${packages})` };
  const sources = [
    `source.crates-io.replace-with="distribution"`,
    `source.distribution.directory="${crates}"`,
  ].flatMap((setting) => ['--config', setting]);
  const { status, error, stderr } = spawnSync('cargo', ['build', '--release', '--offline', ...sources], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (error !== undefined) return { missing: 'cargo is not installed' };
  return status === 0
    ? { program, webhookProgram }
    : { missing: `cargo: ${stderr.trim().split('\n').at(-1)}` };
};

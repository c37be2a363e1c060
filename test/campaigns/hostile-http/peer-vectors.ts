// Data that other projects publish, by its folder: JSONTestSuite's bodies (y_ is JSON, n_ is not, i_ may be either) and the big
// list of naughty strings. It is no part of this project; without the folder it is left out, and that is said.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type PeerBody = { readonly name: string; readonly standing: 'y' | 'n' | 'i'; readonly bytes: Buffer };
export type PeerVectors = { readonly bodies: readonly PeerBody[]; readonly strings: readonly string[] };

export const peerCounts = { bodies: 318, strings: 515 } as const;

const standingOf = (name: string): PeerBody['standing'] | undefined =>
  (['y', 'n', 'i'] as const).find((standing) => name.startsWith(`${standing}_`));

export const readPeerVectors = (folder: string): PeerVectors => {
  const suite = join(folder, 'json-test-suite');
  const bodies = readdirSync(suite)
    .sort()
    .flatMap((name): PeerBody[] => {
      const standing = standingOf(name);
      return standing === undefined ? [] : [{ name, standing, bytes: readFileSync(join(suite, name)) }];
    });
  const list: unknown = JSON.parse(readFileSync(join(folder, 'blns.json'), 'utf8'));
  const strings = Array.isArray(list) ? list.filter((text) => typeof text === 'string') : [];
  const isWhole = bodies.length >= peerCounts.bodies && strings.length >= peerCounts.strings;
  if (!isWhole) throw new RangeError(`only ${bodies.length} bodies and ${strings.length} strings are there`);
  return { bodies, strings };
};

export const skippedPeerVectors =
  `SKIPPED: ${peerCounts.bodies} bodies of JSONTestSuite and ${peerCounts.strings} naughty strings; ` +
  'name their folder with --peer-vectors or DEPOSITS_PEER_VECTORS.';

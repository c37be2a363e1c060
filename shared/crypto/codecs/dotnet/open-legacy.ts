// Reader of every `dotnet-<scheme>` envelope: `<legacy key id>:<value as the old application stored it>`. The scheme's
// parameters are the tenant's own `legacy-key#<id>`; what was derived from them is kept in the cache that is handed in.

import { hash } from 'node:crypto';
import { parseJson } from '../../../platform/parse-json.ts';
import { fail, succeed } from '../../../platform/result.ts';
import type { Codec, LegacyOpener, LegacyOpenerCache } from '../../codec.ts';
import { problemOf } from '../../legacy/parameters.ts';
import type { LegacySchemeName } from './scheme-names.ts';
import { setUpScheme } from './set-up-scheme.ts';

const openOnce = (opener: LegacyOpener, value: string): Buffer | undefined => {
  try {
    return opener.open(value);
  } finally {
    opener.wipe();
  }
};

const openWith = (
  cache: LegacyOpenerCache | undefined,
  name: string,
  opener: LegacyOpener,
  value: string,
) => {
  if (cache === undefined) return openOnce(opener, value);
  cache.set(name, opener);
  return opener.open(value);
};

export const openLegacy =
  (scheme: LegacySchemeName): Codec =>
  async ({ payload, keys, legacyOpeners, onLegacyKeyRefused }) => {
    const colon = payload.indexOf(':');
    if (colon < 0) return fail('decryption-failed');
    const legacyKeyId = payload.slice(0, colon);
    const value = payload.slice(colon + 1);
    const opened = await keys.withLegacyKey(legacyKeyId, (json) => {
      try {
        // Other parameters under the same id make another name, so a changed key is never opened with the old one.
        const name = `${scheme} ${hash('sha256', json, 'base64')}`;
        const known = legacyOpeners?.get(name);
        if (known !== undefined) return known.open(value);
        const made = setUpScheme(scheme, parseJson(json.toString('utf8')));
        if (made.ok) return openWith(legacyOpeners, name, made.value, value);
        onLegacyKeyRefused?.(legacyKeyId, made.failure);
      } catch (error) {
        onLegacyKeyRefused?.(legacyKeyId, problemOf(error));
      }
      return undefined;
    });
    if (!opened.ok) return opened;
    return opened.value === undefined ? fail('decryption-failed') : succeed(opened.value);
  };

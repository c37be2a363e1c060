// Which encryption client and server agree on in PRELOGIN (MS-TDS 2.2.6.5, 3.3.5.1).
import { encryption } from '../tds/prelogin.ts';

/**
 * `on`: what the client asks for, all traffic or its login only, as SQL Server without "force encryption"; `required`: all
 * traffic or none at all; `off`: the login only, even for a client that asks for more; `not-supported`: nothing.
 */
export type Encryption = 'required' | 'on' | 'off' | 'not-supported';

export type Agreement = { answer: number; covers: 'everything' | 'login' | 'nothing'; isRefused: boolean };

const agreement = (answer: number, covers: Agreement['covers'], isRefused = false): Agreement => ({
  answer,
  covers,
  isRefused,
});

export const negotiate = (server: Encryption, client: number): Agreement => {
  const wantsAll = client === encryption.on || client === encryption.required;
  if (server === 'not-supported') return agreement(encryption.notSupported, 'nothing');
  if (client === encryption.notSupported) {
    return server === 'required'
      ? agreement(encryption.required, 'nothing', true)
      : agreement(encryption.notSupported, 'nothing');
  }
  if (server === 'required') return agreement(wantsAll ? encryption.on : encryption.required, 'everything');
  if (server === 'on' && wantsAll) return agreement(encryption.on, 'everything');
  return agreement(encryption.off, 'login');
};

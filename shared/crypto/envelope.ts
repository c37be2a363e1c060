// An envelope is a credential's stored form: `<format>:<payload>`, a string that says by itself who can read it.
// Here it is only taken apart; what a payload means is its codec's business.

import { fail, succeed, type Result } from '../platform/result.ts';

export type Envelope = { readonly format: string; readonly payload: string };

/** Longer ones are refused before anything looks at them. */
export const maxEnvelopeBytes = 65_536;

const formatNamePattern = /^[a-z][a-z0-9-]{0,62}$/;

export const parseEnvelope = (text: string): Result<Envelope, 'envelope-malformed'> => {
  if (text.length > maxEnvelopeBytes || Buffer.byteLength(text) > maxEnvelopeBytes) {
    return fail('envelope-malformed');
  }
  const colon = text.indexOf(':');
  const format = text.slice(0, Math.max(0, colon));
  const payload = text.slice(colon + 1);
  if (!formatNamePattern.test(format) || payload === '') return fail('envelope-malformed');
  return succeed({ format, payload });
};

/** The other direction; a name or size that `parseEnvelope` would refuse is the programmer's mistake. */
export const writeEnvelope = ({ format, payload }: Envelope): string => {
  const text = `${format}:${payload}`;
  const parsed = parseEnvelope(text);
  if (!parsed.ok || parsed.value.format !== format) {
    throw new RangeError(
      `an envelope of format ${JSON.stringify(format)} cannot hold ${payload.length} characters`,
    );
  }
  return text;
};

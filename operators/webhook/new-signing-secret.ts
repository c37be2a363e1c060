// A new signing secret: 32 random bytes in the form of its scheme.

import { randomBytes } from 'node:crypto';
import type { SignatureScheme } from '#shared/webhook/signature-scheme';

const secretBytes = 32;

export const newSigningSecret = (scheme: SignatureScheme): string =>
  scheme.toSecret(randomBytes(secretBytes));

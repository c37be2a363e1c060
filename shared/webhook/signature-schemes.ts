// The signature schemes of webhooks, one row each. Adding one is one file, one row here and one file of vectors.

import { momento } from './momento.ts';
import type { SignatureScheme } from './signature-scheme.ts';
import { standardWebhooks } from './standard-webhooks.ts';

export const signatureSchemes: readonly SignatureScheme[] = [momento, standardWebhooks];

export const lookUpSignatureScheme = (name: string): SignatureScheme | undefined =>
  signatureSchemes.find((scheme) => scheme.name === name);

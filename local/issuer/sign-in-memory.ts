// What the issuer remembers of people who are signing in: sessions of browsers, codes that are used once, refresh tokens that are used once.

import { createHash, randomBytes } from 'node:crypto';
import type { Person } from './people.ts';

export type SignedIn = { readonly person: Person; /** Seconds since 1970. */ readonly authTime: number };

/** What a code stands for, once. */
export type Grant = SignedIn & {
  readonly clientId: string;
  readonly redirectUri: string;
  /** S256 of the verifier (RFC 7636). */
  readonly challenge: string;
  readonly nonce: string | undefined;
  readonly expiresAtMs: number;
};

const codeMs = 60_000;

const newToken = (): string => randomBytes(24).toString('base64url');

export class SignInMemory {
  readonly #sessions = new Map<string, SignedIn>();
  readonly #grants = new Map<string, Grant>();
  readonly #refreshes = new Map<string, SignedIn>();

  openSession(person: Person): { readonly id: string; readonly signedIn: SignedIn } {
    const [id, signedIn] = [newToken(), { person, authTime: Math.floor(Date.now() / 1_000) }];
    this.#sessions.set(id, signedIn);
    return { id, signedIn };
  }

  session(id: string): SignedIn | undefined {
    return this.#sessions.get(id);
  }

  closeSession(id: string): void {
    this.#sessions.delete(id);
  }

  newCode(grant: Omit<Grant, 'expiresAtMs'>): string {
    const code = newToken();
    this.#grants.set(code, { ...grant, expiresAtMs: Date.now() + codeMs });
    return code;
  }

  /** Undefined for a code that is unknown, used, too old, another client's, or of another verifier. */
  redeem(
    code: string,
    { clientId, redirectUri, verifier }: { clientId: string; redirectUri: string; verifier: string },
  ): Grant | undefined {
    const grant = this.#grants.get(code);
    this.#grants.delete(code);
    if (grant === undefined || grant.expiresAtMs < Date.now()) return undefined;
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const isSame =
      grant.clientId === clientId && grant.redirectUri === redirectUri && grant.challenge === challenge;
    return isSame ? grant : undefined;
  }

  newRefresh(signedIn: SignedIn): string {
    const token = newToken();
    this.#refreshes.set(token, signedIn);
    return token;
  }

  takeRefresh(token: string): SignedIn | undefined {
    const signedIn = this.#refreshes.get(token);
    this.#refreshes.delete(token);
    return signedIn;
  }
}

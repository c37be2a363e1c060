/** `refused`: the issuer said no. `unreachable`: there was no answer that could be understood. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
  readonly kind: 'refused' | 'unreachable';

  constructor(kind: SignInError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

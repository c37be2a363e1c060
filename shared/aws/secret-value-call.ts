// Secrets Manager GetSecretValue as the adapter asks for it; one transport or the other carries it (docs/adr/0015).

export type SecretStage = 'AWSCURRENT' | 'AWSPREVIOUS';

export type SecretValue = {
  readonly text: string;
  /** When this version was stored, in milliseconds since 1970. */
  readonly storedAtMs: number;
};

/** Throws what `awsErrorFacts` understands, `ResourceNotFoundException` also where a secret has no version of that stage. */
export type SecretValueCall = (
  request: { readonly secretId: string; readonly stage: SecretStage },
  timeoutMs: number,
) => Promise<SecretValue>;

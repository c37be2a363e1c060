// Lambda Invoke as the adapter asks for it; one transport or the other carries it (docs/adr/0015).

export type InvokeRequest = {
  readonly functionName: string;
  readonly qualifier: string | undefined;
  readonly payloadJson: string;
  /** Of a function in tenant isolation mode: Lambda gives the call to a container of this tenant alone. */
  readonly tenantId?: string;
  /** Lambda answers when it has queued the call; nothing of what the function answers is seen. */
  readonly isQueued?: true;
};

export type InvokeAnswer = {
  /** The function ended without an answer of its own. */
  readonly isFunctionError: boolean;
  /** The caller wipes it. */
  readonly payload: Uint8Array;
};

/** Throws what `awsErrorFacts` understands. */
export type InvokeCall = (request: InvokeRequest, timeoutMs: number) => Promise<InvokeAnswer>;

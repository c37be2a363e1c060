// How long each wait on a database may take. Added up they end before the function's own limit (serverless.yml `timeout`),
// which ends before API Gateway's 30 s; a test adds them. Whatever is left of the request's deadline cuts each of them short.

export const timeLimits = {
  /** TCP, TLS and the login. */
  connectMs: 3_500,
  /** One round trip: whose database is this? */
  handshakeMs: 1_000,
  /** Both of them, of one physical connection. */
  createMs: 4_600,
  /** One round trip on a connection that was not used for a while. */
  wakeCheckMs: 800,
  /** A connection from the pool, the worst case being one that is checked, found dead and replaced. */
  acquireMs: 5_500,
  requestMs: 8_000,
} as const;

/** A connection unused for longer is asked whether it is alive: its container may have been frozen meanwhile. */
export const trustedIdleMs = 30_000;

/** Below the 350 s after which a NAT gateway forgets a connection. */
export const longestIdleMs = 300_000;

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { timeLimits } from '#shared/sql/time-limits';

/** What API Gateway waits for a function. */
const gatewayMs = 30_000;
/** Kept by the API's edge for its answer (shared/http/handle-api-request.ts). */
const marginMs = 1_000;

describe('the time limits of a database', () => {
  const { connectMs, handshakeMs, createMs, wakeCheckMs, acquireMs, requestMs } = timeLimits;

  test('of the parts fit into those of the whole', () => {
    expect(connectMs + handshakeMs).toBeLessThanOrEqual(createMs);
    expect(wakeCheckMs + createMs).toBeLessThanOrEqual(acquireMs);
  });

  test('add up below the function’s own limit, and that below API Gateway’s', () => {
    const { provider } = parse(readFileSync('serverless.yml', 'utf8')) as { provider: { timeout: number } };
    const functionMs = provider.timeout * 1_000;
    expect(acquireMs + requestMs).toBeLessThanOrEqual(functionMs - marginMs);
    expect(functionMs).toBeLessThan(gatewayMs);
  });
});

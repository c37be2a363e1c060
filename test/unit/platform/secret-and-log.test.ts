import { inspect } from 'node:util';
import { createLog, scopedLog, type LogFields } from '#shared/platform/log';
import { Secret } from '#shared/platform/secret';

const canary = 'correct horse battery staple';

describe('T11 a secret', () => {
  const secret = new Secret({ password: canary });

  test.each([
    ['JSON', JSON.stringify({ secret })],
    ['a template', `${secret as unknown as string}`],
    ['concatenation', '' + (secret as unknown as string)],
    ['String', String(secret)],
    ['toString', secret.toString()],
    ['inspect', inspect({ secret }, { depth: null, showHidden: true })],
    ['spreading', JSON.stringify({ ...secret })],
    ['Object.entries', JSON.stringify(Object.entries(secret))],
  ])('does not show in %s', (_, text) => {
    expect(text).not.toContain(canary);
  });

  test('is had by asking for it', () => {
    expect(secret.expose().password).toBe(canary);
  });
});

describe('a log line', () => {
  const clock = { nowMs: () => Date.UTC(2026, 0, 2), monotonicMs: () => 0 };
  const lineOf = (fields: object): unknown => {
    const lines: string[] = [];
    const log = scopedLog(
      createLog(clock, (line) => lines.push(line)),
      { requestId: 'r-1' },
    );
    log('sql.request.failed', fields as LogFields<'sql.request.failed'>);
    return JSON.parse(lines.join(''));
  };

  test('has time, level, event, its scope and its listed fields', () => {
    expect(lineOf({ number: 208, tenantId: 'acme', constraint: undefined })).toEqual({
      time: '2026-01-02T00:00:00.000Z',
      level: 'warn',
      event: 'sql.request.failed',
      requestId: 'r-1',
      number: 208,
      tenantId: 'acme',
    });
  });

  test('leaves out a field that its event does not list', () => {
    expect(JSON.stringify(lineOf({ number: 208, password: canary }))).not.toContain(canary);
  });
});

// What the local gateway hands to a function, and what it says to browsers: the parts where the emulator alone would differ
// from API Gateway.

import { execFileSync } from 'node:child_process';
import { putEventsRight } from '#local/gateway/event-fidelity';
import { toGatewayClaims } from '#local/gateway/gateway-claims';
import { isLocalOrigin } from '#local/local-origin';
import { headersForFunction } from '#local/gateway/token-scheme';

describe('claims for a function', () => {
  it('are all text, arrays in brackets', () => {
    expect(
      toGatewayClaims({ sub: 'a', roles: ['employee', 'viewer'], exp: 1_800_000_000, active: true }),
    ).toEqual({
      sub: 'a',
      roles: '[employee viewer]',
      exp: '1800000000',
      active: 'true',
    });
  });

  it('keep an empty list and a list of one apart from plain text', () => {
    expect(toGatewayClaims({ none: [], one: ['employee'] })).toEqual({ none: '[]', one: '[employee]' });
  });
});

describe('headers for a function', () => {
  const authorizer = { jwt: { claims: { tenant_id: 'acme' } } };
  const override = ['sls-offline-authorizer-override', JSON.stringify(authorizer)];

  it("never carry a client's own claims", () => {
    const sent = [
      'Host',
      'x',
      'SLS-Offline-Authorizer-Override',
      '{"jwt":{"claims":{"tenant_id":"globex"}}}',
    ];

    expect(headersForFunction(sent, authorizer)).toEqual(['Host', 'x', ...override]);
  });

  it('keep a value that reads like the name of a header', () => {
    const sent = ['x-note', 'sls-offline-authorizer-override', 'Host', 'x'];

    expect(headersForFunction(sent, authorizer)).toEqual([...sent, ...override]);
  });

  it('name bytes what the client gave no name', () => {
    expect(headersForFunction(['Content-Length', '3'], authorizer)).toEqual([
      'Content-Length',
      '3',
      'content-type',
      'application/octet-stream',
      ...override,
    ]);
  });
});

describe('the installed emulator', () => {
  it('has the classes that are changed', () => {
    // In a process of its own: the emulator is an ES module, which jest cannot require.
    const script = `import { loadEventClass, loadLambdaClass } from './local/gateway/emulator-class.ts';
console.log(typeof loadEventClass().prototype.create, typeof loadLambdaClass().prototype.get);`;
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
    });

    expect(output.trim()).toBe('function function');
  });
});

describe('an event', () => {
  class Emulated {
    create() {
      const headers: Record<string, string> = { host: 'x', 'sls-offline-authorizer-override': '{}' };
      return { headers, requestContext: { requestId: 'always the same' } };
    }
  }

  it('has a request id of its own and no trace of how the claims came', () => {
    putEventsRight(Emulated);

    const [first, second] = [new Emulated().create(), new Emulated().create()];

    expect(first.requestContext.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(first.requestContext.requestId).not.toBe(second.requestContext.requestId);
    expect(first.headers).toEqual({ host: 'x' });
  });
});

describe('an origin of this machine', () => {
  it.each(['http://localhost:5173', 'http://127.0.0.1', 'https://localhost', 'http://[::1]:80'])(
    'is %s',
    (origin) => {
      expect(isLocalOrigin(origin)).toBe(true);
    },
  );

  it.each(['http://localhost.evil.example', 'http://evil.example', 'null', '', undefined, 'http://10.0.0.1'])(
    'is not %s',
    (origin) => {
      expect(isLocalOrigin(origin)).toBe(false);
    },
  );
});

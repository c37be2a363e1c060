import { finding } from '#shared/domain/rule';
import { problemBody, problems, type ProblemCode } from '#shared/http/problem';
import { problemAnswer } from '#shared/http/responses';

const codes = Object.keys(problems) as ProblemCode[];

describe('a problem', () => {
  test('says type, title, status, detail, instance, code and errors', () => {
    const errors = [finding('routing.checksum', '/routingNumber')];
    expect(problemBody({ code: 'RULE_BROKEN', errors }, 'request-1')).toEqual({
      type: 'urn:direct-deposits:problem:rule-broken',
      title: 'A rule is broken',
      status: 422,
      detail: 'The routing number fails its checksum; a digit is mistyped.',
      instance: 'request-1',
      code: 'RULE_BROKEN',
      errors,
    });
  });

  test.each(codes)('%s is not to be stored, and only a transient one says when to retry', (code) => {
    const { statusCode, headers } = problemAnswer({ code }, 'request-1');
    expect(statusCode).toBe(problems[code].status);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'application/problem+json',
    });
    expect('retry-after' in (headers ?? {})).toBe(statusCode === 503);
  });
});

test('a problem’s own words stand before those of its errors', () => {
  const errors = [finding('routing.checksum', '/routingNumber')];

  expect(problemBody({ code: 'RULE_BROKEN', errors, detail: 'So it is.' }, 'r').detail).toBe('So it is.');
});

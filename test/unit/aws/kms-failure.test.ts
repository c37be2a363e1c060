import { awsErrorFacts } from '#shared/aws/aws-error';
import { toKeyServiceFailure } from '#shared/aws/kms-failure';

const named = (name: string, rest: object = {}) =>
  Object.assign(new Error('canary-message'), { name, ...rest });

describe('KMS’s errors', () => {
  test.each([
    ['InvalidCiphertextException', 'ciphertext-refused'],
    ['IncorrectKeyException', 'ciphertext-refused'],
    ['AccessDeniedException', 'key-denied'],
    ['DisabledException', 'key-denied'],
    ['NotFoundException', 'key-denied'],
    ['KMSInvalidStateException', 'key-denied'],
    ['ThrottlingException', 'key-service-unavailable'],
    ['KMSInternalException', 'key-service-unavailable'],
    ['DependencyTimeoutException', 'key-service-unavailable'],
    ['KeyUnavailableException', 'key-service-unavailable'],
    ['ExpiredTokenException', 'key-service-unavailable'],
    ['TimeoutError', 'key-service-unavailable'],
    ['AbortError', 'key-service-unavailable'],
    ['toString', 'key-service-unavailable'],
  ])('%s is %s', (name, failure) => {
    expect(toKeyServiceFailure(named(name))).toBe(failure);
  });

  test.each([undefined, null, 'canary', 7])('a thrown %p counts as transient', (thrown) => {
    expect(toKeyServiceFailure(thrown)).toBe('key-service-unavailable');
  });
});

describe('what may be known of an AWS error', () => {
  test.each([
    [
      named('ThrottlingException', { $metadata: { httpStatusCode: 400 } }),
      { name: 'ThrottlingException', status: 400 },
    ],
    [
      Object.assign(new Error('canary'), { code: 'ECONNREFUSED' }),
      { name: 'ECONNREFUSED', status: undefined },
    ],
    [named('canary with blanks'), { name: 'unknown', status: undefined }],
    [undefined, { name: 'unknown', status: undefined }],
  ])('%#', (error, facts) => {
    expect(awsErrorFacts(error)).toEqual(facts);
  });
});

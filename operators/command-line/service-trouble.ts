// What an AWS service last refused in this run, for the sentence that an operator reads: the adapters hand on a code that functions
// can act on, and drop the rest. Kept is the error's name and what was asked where; messages may quote what was sent.

import { awsErrorFacts } from '#shared/aws/aws-error';

export type ServiceName = 'DynamoDB' | 'KMS' | 'Secrets Manager';

export type AskedService = {
  readonly service: ServiceName;
  /** What was asked for, with the variable that names it. */
  readonly target: string;
  /** Where, with the variables that say so. */
  readonly place: string;
};

/** Where a client looks, with the variables that say so. */
export const placeOf = (env: NodeJS.ProcessEnv, endpointVariable: string): string => {
  const name = ['AWS_REGION', 'AWS_DEFAULT_REGION'].find((variable) => (env[variable] ?? '') !== '');
  const region = name === undefined ? 'the region of your AWS profile' : `${env[name]} (${name})`;
  const own = [endpointVariable, 'AWS_ENDPOINT_URL'].find((variable) => (env[variable] ?? '') !== '');
  return own === undefined ? `in ${region}` : `in ${region} at ${env[own]} (${own})`;
};

export type ServiceTrouble = AskedService & { readonly error: string };

const last = new Map<ServiceName, ServiceTrouble>();

const isMessage = (error: unknown, text: string): boolean =>
  error instanceof Error && error.message.startsWith(text);

/** The client itself throws without a name of its own when it knows no region, or an address is none. */
export const troubleName = (error: unknown): string => {
  if (isMessage(error, 'Region')) return 'RegionMissing';
  return isMessage(error, 'Invalid URL') ? 'InvalidUrl' : awsErrorFacts(error).name;
};

/** A middleware of AWS's clients (step `initialize`, so that it sees what comes of all attempts). */
export const noteTrouble =
  (asked: AskedService) =>
  <A, R>(next: (args: A) => Promise<R>) =>
  async (args: A): Promise<R> => {
    try {
      const answer = await next(args);
      last.delete(asked.service);
      return answer;
    } catch (error) {
      last.set(asked.service, { ...asked, error: troubleName(error) });
      throw error;
    }
  };

const unreachable = 'nothing answers there: look at the address, the network and the VPN';
const otherIdentity = 'those AWS credentials are not accepted: renew them (aws sso login, AWS_PROFILE)';

const hints: Readonly<Record<string, string>> = {
  RegionMissing: 'no region is set: export AWS_REGION',
  InvalidUrl: 'that address is none: look at the AWS_ENDPOINT_URL variables',
  CredentialsProviderError: 'no AWS credentials were found: set AWS_PROFILE, or sign in',
  ResourceNotFoundException: 'there is no such table there: compare DEPOSITS_TENANT_TABLE and AWS_REGION',
  NotFoundException: 'there is no such key or alias there: compare DEPOSITS_KMS_KEY_ID and AWS_REGION',
  AccessDeniedException:
    'this identity may not do that: it needs the policy direct-deposits-<stage>-credential-operator (aws sts get-caller-identity shows who it is)',
  DisabledException: 'the key is disabled',
  KMSInvalidStateException: 'the key is disabled or waits for its deletion',
  ExpiredTokenException: otherIdentity,
  ExpiredToken: otherIdentity,
  UnrecognizedClientException: otherIdentity,
  InvalidSignatureException:
    'the signature was refused: compare the clock of this machine and AWS_SECRET_ACCESS_KEY',
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  ENOTFOUND: unreachable,
  EHOSTUNREACH: unreachable,
  ETIMEDOUT: unreachable,
  TimeoutError: unreachable,
  AbortError: unreachable,
};

/** Undefined when the service's last answer was none of trouble. */
export const lastTrouble = (service: ServiceName): ServiceTrouble | undefined => last.get(service);

/** @param own hints of a service of its own, before the common ones */
export const describeTrouble = (
  { service, target, place, error }: ServiceTrouble,
  own: Readonly<Record<string, string>> = {},
): string => {
  const known = { ...hints, ...own };
  const hint = Object.hasOwn(known, error) ? `: ${known[error]}` : '';
  return `${service} said ${error} about ${target} ${place}${hint}`;
};

// The API as the page calls it: typed by the published contract, with the token of whoever signed in.

import createClient, { type Middleware } from 'openapi-fetch';
import type { paths, Problem } from './schema.d.ts';

/** What an answer that is not the expected one says. `offline`: there was no answer. */
export type ApiFailure =
  | {
      readonly kind: 'problem';
      readonly status: number;
      readonly problem: Problem;
      readonly retryAfterSeconds: number | undefined;
    }
  | { readonly kind: 'gateway'; readonly status: number; readonly retryAfterSeconds: number | undefined }
  | { readonly kind: 'offline' };

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly failure: ApiFailure;

  constructor(failure: ApiFailure) {
    super(failure.kind === 'problem' ? failure.problem.code : failure.kind);
    this.failure = failure;
  }

  /** Of the problem that the API tells of. */
  get code(): Problem['code'] | undefined {
    return this.failure.kind === 'problem' ? this.failure.problem.code : undefined;
  }

  get retryAfterSeconds(): number | undefined {
    return this.failure.kind === 'offline' ? undefined : this.failure.retryAfterSeconds;
  }
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'code' in body && 'errors' in body;

const failureOf = (response: Response, body: unknown): ApiFailure => {
  const header = Number(response.headers.get('retry-after'));
  const retryAfterSeconds = Number.isFinite(header) && header > 0 ? header : undefined;
  const { status } = response;
  return isProblem(body)
    ? { kind: 'problem', status, problem: body, retryAfterSeconds }
    : { kind: 'gateway', status, retryAfterSeconds };
};

type Outcome<T> = { readonly data?: T; readonly error?: unknown; readonly response: Response };

/** @throws ApiError for every answer but a success */
export const answered = async <T>(call: Promise<Outcome<T>>): Promise<{ data: T; response: Response }> => {
  let outcome: Outcome<T>;
  try {
    outcome = await call;
  } catch {
    throw new ApiError({ kind: 'offline' });
  }
  const { data, error, response } = outcome;
  if (data === undefined) throw new ApiError(failureOf(response, error));
  return { data, response };
};

/** There was no answer of the API's own that says no: a repetition has to be the same request. */
export const mayHaveBeenDone = ({ failure, code }: ApiError): boolean =>
  failure.kind === 'offline' || failure.status >= 500 || code === 'IDEMPOTENCY_KEY_IN_USE';

/** Longer than the API ever takes. */
const patienceMs = 20_000;

export const createApi = (getToken: () => Promise<string>) => {
  const authorize: Middleware = {
    onRequest: async ({ request }) => {
      request.headers.set('authorization', `Bearer ${await getToken()}`);
      return request;
    },
  };
  const client = createClient<paths>({
    baseUrl: '',
    fetch: (request) => fetch(request, { signal: AbortSignal.timeout(patienceMs), cache: 'no-store' }),
  });
  client.use(authorize);
  return client;
};

export type Api = ReturnType<typeof createApi>;

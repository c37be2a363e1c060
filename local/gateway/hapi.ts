// The few parts of the emulated gateway's HTTP server (hapi) that the hook touches.

export type Headers = Record<string, string | string[] | undefined>;

export type HapiResponse = {
  readonly isBoom?: boolean;
  readonly output?: { readonly statusCode: number; headers: Headers };
  readonly statusCode?: number;
  readonly source?: unknown;
  readonly headers?: Headers;
};

export type HapiRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly route: { readonly path: string };
  readonly response: HapiResponse;
  readonly raw: { readonly req: { readonly rawHeaders: string[]; readonly url?: string } };
};

export type ResponseBuilder = {
  code(status: number): ResponseBuilder;
  header(name: string, value: string): ResponseBuilder;
  type(mediaType: string): ResponseBuilder;
  takeover(): ResponseBuilder;
};

export type Toolkit = {
  readonly continue: symbol;
  response(body?: unknown): ResponseBuilder;
  authenticated(result: { readonly credentials: object }): unknown;
};

export type HapiServer = {
  ext(point: 'onRequest' | 'onPreResponse', step: (request: HapiRequest, h: Toolkit) => unknown): void;
};

// The authentication step in front of every route of the emulated gateway. The emulator itself only decodes tokens and
// would believe a client's own override header: here the token is verified and that header is always replaced.

import { overrideHeader } from './event-fidelity.ts';
import { answerAsApiGateway } from './gateway-answers.ts';
import { toGatewayClaims } from './gateway-claims.ts';
import type { HapiRequest, HapiServer, Toolkit } from './hapi.ts';
import type { VerifyToken } from './verify-token.ts';

/** Raw headers are a flat list of names and values. */
export const withoutHeader = (rawHeaders: readonly string[], unwanted: string): string[] =>
  rawHeaders.filter((_, index) => {
    const name = rawHeaders[index - (index % 2)];
    return name === undefined || name.toLowerCase() !== unwanted;
  });

const hasHeader = (rawHeaders: readonly string[], wanted: string): boolean =>
  withoutHeader(rawHeaders, wanted).length < rawHeaders.length;

/** What the function's event is made of: the verified claims, and no media type that the client did not name. */
export const headersForFunction = (rawHeaders: readonly string[], authorizer: object): string[] => {
  const kept = withoutHeader(rawHeaders, overrideHeader);
  // The emulator would call a body without a media type JSON; to HTTP it is a sequence of bytes.
  const hasBody = hasHeader(kept, 'content-length') || hasHeader(kept, 'transfer-encoding');
  const needsMediaType = hasBody && !hasHeader(kept, 'content-type');
  const mediaType = needsMediaType ? ['content-type', 'application/octet-stream'] : [];
  return [...kept, ...mediaType, overrideHeader, JSON.stringify(authorizer)];
};

const handOver = ({ raw: { req } }: HapiRequest, authorizer: object): void => {
  const { rawHeaders } = req;
  rawHeaders.splice(0, rawHeaders.length, ...headersForFunction(rawHeaders, authorizer));
};

/** In front of a route that asks for no token: whatever the client claims of itself, the function is told nothing. */
export const publicScheme = (server: HapiServer) => {
  answerAsApiGateway(server);
  return {
    authenticate: async (request: HapiRequest, h: Toolkit): Promise<unknown> => {
      handOver(request, {});
      return h.authenticated({ credentials: {} });
    },
  };
};

export const createTokenScheme = (verifyToken: VerifyToken) => (server: HapiServer) => {
  answerAsApiGateway(server);
  return {
    authenticate: async (request: HapiRequest, h: Toolkit): Promise<unknown> => {
      const { authorization } = request.headers;
      const payload = await verifyToken(typeof authorization === 'string' ? authorization : undefined);
      if (payload === undefined) {
        return h
          .response({ message: 'Unauthorized' })
          .code(401)
          .header('www-authenticate', 'Bearer')
          .takeover();
      }
      const claims = toGatewayClaims(payload);
      handOver(request, { jwt: { claims, scopes: null } });
      return h.authenticated({ credentials: { claims } });
    },
  };
};

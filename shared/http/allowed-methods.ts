// Which methods each path takes. The deployment gives the other methods of a known path to a function of that path as well
// (infra/method-routes.ts), which answers 405 and says which ones there are (RFC 9110, section 15.5.6).

const set = '/api/employees/{employeeId}/direct-deposits';
const item = `${set}/{directDepositId}`;

export const allowedMethods: Readonly<Record<string, readonly string[]>> = {
  [set]: ['GET', 'HEAD', 'POST', 'PUT'],
  [`${set}/simulate`]: ['POST'],
  [`${set}/history`]: ['GET', 'HEAD'],
  [item]: ['GET', 'HEAD', 'PUT', 'DELETE'],
  [`${item}/reveal`]: ['POST'],
  [`${item}/release`]: ['POST'],
  [`${item}/upcoming`]: ['DELETE'],
  '/api/payrolls/{payDate}/destinations': ['GET', 'HEAD'],
  '/api/employees': ['GET', 'HEAD'],
  '/api/direct-deposits': ['GET', 'HEAD'],
  '/api/bank-answers': ['GET', 'HEAD'],
  '/api/bank-answers/{bankAnswerId}/dismiss': ['POST'],
  '/api/meta': ['GET', 'HEAD'],
  '/api/openapi.json': ['GET', 'HEAD'],
};

/** @param routeKey `GET /api/meta`, as API Gateway names the route that it matched */
export const otherMethods = (method: string, routeKey: string): readonly string[] | undefined => {
  const allowed = allowedMethods[routeKey.slice(routeKey.indexOf(' ') + 1)];
  return allowed === undefined || allowed.includes(method) ? undefined : allowed;
};

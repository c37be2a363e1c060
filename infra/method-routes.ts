// Routes for the methods that a known path does not take, so that they are answered 405 with Allow instead of the gateway's own
// 404, and HEAD for each GET. They lead to a function of the same path: to that of its GET, or else to its only one. OPTIONS
// stays with the gateway, which answers preflights by itself (a route for ANY would take them away from it).

type HttpEvent = { readonly httpApi: { readonly method: string; readonly path: string } };
type WithEvents = { events?: object[] };

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

const isHttpEvent = (event: object): event is HttpEvent =>
  'httpApi' in event && typeof event.httpApi === 'object' && event.httpApi !== null;

type Declared = { readonly owner: WithEvents; readonly event: HttpEvent };

const declaredByPath = (functions: readonly WithEvents[]): ReadonlyMap<string, readonly Declared[]> => {
  const byPath = new Map<string, Declared[]>();
  for (const owner of functions) {
    for (const event of (owner.events ?? []).filter(isHttpEvent)) {
      const { path } = event.httpApi;
      byPath.set(path, [...(byPath.get(path) ?? []), { owner, event }]);
    }
  }
  return byPath;
};

/** Adds the routes to the functions' events, before the framework reads them. */
export const addMethodRoutes = (functions: readonly WithEvents[]): void => {
  for (const declared of declaredByPath(functions).values()) {
    const main = declared.find(({ event }) => event.httpApi.method === 'GET') ?? declared[0];
    if (main === undefined) continue;
    const taken = declared.map(({ event }) => event.httpApi.method);
    const added = methods.filter((method) => !taken.includes(method));
    main.owner.events = [
      ...(main.owner.events ?? []),
      ...added.map((method) => ({ httpApi: { ...main.event.httpApi, method } })),
    ];
  }
};

// The API's description for a person to read and try: Swagger UI over the published contract, with the token of whoever signs in here.

import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import 'swagger-ui-dist/swagger-ui.css';
import { readConfig } from '../src/sign-in/page-config.ts';
import { isComingBack, startSession, type Session } from '../src/sign-in/session.ts';
import './docs.css';

let session: Session | undefined;

const find = (selector: string): Element => {
  const found = document.querySelector(selector);
  if (found === null) throw new Error(`The document has no ${selector}`);
  return found;
};

const signIn = async (): Promise<void> => {
  const [button, status] = [find('#sign-in button'), find('#sign-in [role=status]')];
  try {
    session = await startSession(await readConfig());
    const { name, tenantId } = session.person;
    status.textContent = `Requests go out as ${name} of ${tenantId}.`;
    button.remove();
  } catch (error) {
    status.textContent = `Signing in did not work: ${error instanceof Error ? error.message : 'unknown'}.`;
  }
};

find('#sign-in button').addEventListener('click', () => void signIn());
// Signed in a moment ago: the code is taken out of the address before anything else reads it.
if (isComingBack()) await signIn();

SwaggerUI({
  url: '/api/docs/openapi.json',
  domNode: find('#docs'),
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  validatorUrl: null,
  requestInterceptor: async (request) => {
    const isOfApi = new URL(request.url, location.href).pathname.startsWith('/api/');
    const hasToken = Object.keys(request.headers).some((name) => name.toLowerCase() === 'authorization');
    if (!isOfApi || hasToken || session === undefined) return request;
    return {
      ...request,
      headers: { ...request.headers, authorization: `Bearer ${await session.getToken()}` },
    };
  },
});

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { App } from './app.tsx';
import { ApiError, createApi } from './api/client.ts';
import { PageContext } from './shown/page-context.tsx';
import { readConfig } from './sign-in/page-config.ts';
import { startSession } from './sign-in/session.ts';
import { SignInError } from './sign-in/sign-in-error.ts';
import { SignInTrouble } from './sign-in/sign-in-trouble.tsx';
import './styles.css';

/** What is asked again by itself: reads, where the service may answer another time. */
const mayHelp = (count: number, error: Error): boolean =>
  count < 2 &&
  error instanceof ApiError &&
  (error.failure.kind === 'offline' || error.failure.status === 503 || error.failure.status === 429);

const start = async (root: Root): Promise<void> => {
  try {
    const config = await readConfig();
    const session = await startSession(config);
    const api = createApi(session.getToken);
    const queries = new QueryClient({ defaultOptions: { queries: { retry: mayHelp, staleTime: 10_000 } } });
    root.render(
      <StrictMode>
        <QueryClientProvider client={queries}>
          <PageContext value={{ session, hasBankNames: config.hasBankNames }}>
            <App api={api} />
          </PageContext>
        </QueryClientProvider>
      </StrictMode>,
    );
  } catch (error) {
    if (!(error instanceof SignInError)) throw error;
    root.render(<SignInTrouble error={error} onAgain={() => void start(root)} />);
  }
};

const element = document.querySelector('#root');
if (element !== null) void start(createRoot(element));

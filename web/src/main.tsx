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

/** Who has to wait longer is told so and asks again. */
const longestPauseMs = 5_000;

/** What the service asks for, else twice as long each time. */
const pauseMs = (count: number, { retryAfterSeconds = 2 ** count }: ApiError): number =>
  retryAfterSeconds * 1_000;

/** What is asked again by itself: reads, where the service may answer soon. */
const mayHelp = (count: number, error: ApiError): boolean =>
  count < 2 &&
  (error.failure.kind === 'offline' || error.failure.status === 503 || error.failure.status === 429) &&
  pauseMs(count, error) <= longestPauseMs;

const createQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        retry: (count, error) => error instanceof ApiError && mayHelp(count, error),
        retryDelay: (count, error) => (error instanceof ApiError ? pauseMs(count, error) : 0),
        staleTime: 10_000,
        // Without a network there is an answer that says so, and no waiting for it.
        networkMode: 'always',
      },
    },
  });

const start = async (root: Root): Promise<void> => {
  try {
    const config = await readConfig();
    const session = await startSession(config);
    const api = createApi(session.getToken);
    root.render(
      <StrictMode>
        <QueryClientProvider client={createQueries()}>
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

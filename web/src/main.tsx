import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { ApiError, createApi } from './api/client.ts';
import { startSession, type PageConfig } from './sign-in/session.ts';
import './styles.css';

/** What is asked again by itself: reads, where the service may answer another time. */
const mayHelp = (count: number, error: Error): boolean =>
  count < 2 &&
  error instanceof ApiError &&
  (error.failure.kind === 'offline' || error.failure.status === 503 || error.failure.status === 429);

const start = async (root: Element): Promise<void> => {
  const config = (await (await fetch('/config.json')).json()) as PageConfig;
  const session = await startSession(config);
  const api = createApi(session.getToken);
  const queries = new QueryClient({ defaultOptions: { queries: { retry: mayHelp, staleTime: 10_000 } } });
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <App api={api} session={session} />
      </QueryClientProvider>
    </StrictMode>,
  );
};

const root = document.querySelector('#root');
if (root !== null) void start(root);

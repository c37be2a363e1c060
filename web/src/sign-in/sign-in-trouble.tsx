// What is there instead of the page when nobody can sign in. Both languages: whose they are is not known yet.

import type { SignInError } from './sign-in-error.ts';

const sentences = {
  refused: {
    en: 'You are not signed in: the sign-in service refused it.',
    es: 'No ha iniciado sesión: el servicio de inicio de sesión lo ha rechazado.',
  },
  unreachable: {
    en: 'You cannot sign in right now: the sign-in service does not answer.',
    es: 'No puede iniciar sesión en este momento: el servicio de inicio de sesión no responde.',
  },
} as const;

export const SignInTrouble = ({ error, onAgain }: { error: SignInError; onAgain: () => void }) => (
  <main>
    <section className="trouble" role="alert">
      <h1>{sentences[error.kind].en}</h1>
      <p lang="es">{sentences[error.kind].es}</p>
      <p>
        <small>{error.message}</small>
      </p>
      <button type="button" onClick={onAgain}>
        Sign in again / <span lang="es">Iniciar sesión</span>
      </button>
    </section>
  </main>
);

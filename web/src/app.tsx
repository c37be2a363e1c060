import { lazy, Suspense, useEffect, useState } from 'react';
import { mayReadTenant } from '../../shared/domain/caller.ts';
import type { Api } from './api/client.ts';
import { Boundary } from './shown/boundary.tsx';
import { usePage } from './shown/page-context.tsx';
import { SplitPage } from './split/split-page.tsx';
import {
  languages,
  preferredLanguage,
  SpeechContext,
  toSpeech,
  type Language,
  type Speech,
  type Words,
} from './words/words.ts';
import { en } from './words/en.ts';

/** For those who look after all employees. */
const PayrollPage = lazy(async () => ({ default: (await import('./payroll/payroll-page.tsx')).PayrollPage }));

const loaders: Readonly<Record<Language, () => Promise<Words>>> = {
  en: () => Promise.resolve(en),
  es: async () => (await import('./words/es.ts')).es,
};

const languageNames: Readonly<Record<Language, string>> = { en: 'English', es: 'Español' };

export const App = ({ api }: { api: Api }) => {
  const { session } = usePage();
  const [language, setLanguage] = useState(preferredLanguage);
  const [speech, setSpeech] = useState<Speech>();

  useEffect(() => {
    let isWanted = true;
    void loaders[language]().then((words) => {
      if (!isWanted) return;
      document.documentElement.lang = language;
      document.title = words.title;
      setSpeech(toSpeech(language, words));
    });
    return () => {
      isWanted = false;
    };
  }, [language]);

  if (speech === undefined) return null;
  const { words } = speech;
  const { person } = session;
  return (
    <SpeechContext value={speech}>
      <header className="top">
        <strong>{words.title}</strong>
        <nav aria-label="Language" className="languages">
          {languages.map((one) => (
            <button
              key={one}
              type="button"
              lang={one}
              aria-pressed={one === language}
              onClick={() => setLanguage(one)}
            >
              {languageNames[one]}
            </button>
          ))}
        </nav>
        <span className="who">{person.name}</span>
        <button type="button" onClick={session.signOut}>
          {words.signOut}
        </button>
      </header>
      <main>
        <Boundary>
          {mayReadTenant(person) ? (
            <Suspense fallback={<p role="status">{words.loading}</p>}>
              <PayrollPage api={api} />
            </Suspense>
          ) : person.employeeId === undefined ? (
            <p>{words.noEmployee}</p>
          ) : (
            <SplitPage api={api} employeeId={person.employeeId} />
          )}
        </Boundary>
      </main>
    </SpeechContext>
  );
};

import { useDeferredValue, useId, useState } from 'react';
import type { Api } from '../api/client.ts';
import { Trouble } from '../shown/trouble.tsx';
import { useSpeech } from '../words/words.ts';
import type { Chosen } from './payroll-page.tsx';
import { useEmployees } from './queries.ts';

export const EmployeeSearch = ({ api, onChoose }: { api: Api; onChoose: (chosen: Chosen) => void }) => {
  const { words } = useSpeech();
  const id = useId();
  const [search, setSearch] = useState('');
  // Beginnings and ends that are blank find what the rest finds.
  const found = useEmployees(api, useDeferredValue(search.trim()));
  const people = found.data?.pages.flatMap(({ items }) => items);
  return (
    <section>
      <h2>{words.payroll.find}</h2>
      <p className="field">
        <label htmlFor={id}>{words.payroll.search}</label>
        <input
          id={id}
          type="search"
          autoComplete="off"
          maxLength={64}
          value={search}
          onChange={({ target: { value } }) => setSearch(value)}
        />
      </p>
      {found.error === null ? null : <Trouble error={found.error} onAgain={() => void found.refetch()} />}
      {people === undefined ? null : (
        <ul className="people" aria-label={words.payroll.found}>
          {people.map((person) => (
            <li key={person.employeeId}>
              <button type="button" onClick={() => onChoose(person)}>
                {person.name} <small>{person.employeeId}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
      {people?.length === 0 ? <p role="status">{words.payroll.nobody}</p> : null}
      {found.hasNextPage ? (
        <button type="button" onClick={() => void found.fetchNextPage()}>
          {words.payroll.more}
        </button>
      ) : null}
    </section>
  );
};

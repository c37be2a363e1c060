// What those see who look after all employees: find one, and what is held or rejected across the tenant. Loaded for them only.

import { useState } from 'react';
import type { Api } from '../api/client.ts';
import { SplitPage } from '../split/split-page.tsx';
import { usePage } from '../shown/page-context.tsx';
import { useSpeech } from '../words/words.ts';
import { EmployeeSearch } from './employee-search.tsx';
import { StatusList } from './status-list.tsx';

export type Chosen = { readonly employeeId: string; readonly name: string };

export const PayrollPage = ({ api }: { api: Api }) => {
  const { words } = useSpeech();
  const { session } = usePage();
  // Back from signing in again, for somebody's account number.
  const [chosen, setChosen] = useState<Chosen | undefined>(() => {
    const { intent } = session;
    return intent?.employeeName === undefined
      ? undefined
      : { employeeId: intent.employeeId, name: intent.employeeName };
  });
  if (chosen !== undefined) {
    return (
      <>
        <p>
          <button type="button" onClick={() => setChosen(undefined)}>
            {words.payroll.back}
          </button>
        </p>
        <SplitPage key={chosen.employeeId} api={api} employeeId={chosen.employeeId} name={chosen.name} />
      </>
    );
  }
  return (
    <>
      <h1>{words.payroll.heading}</h1>
      <EmployeeSearch api={api} onChoose={setChosen} />
      <StatusList api={api} status="held" onChoose={setChosen} />
      <StatusList api={api} status="rejected" onChoose={setChosen} />
    </>
  );
};

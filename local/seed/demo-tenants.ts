// Who is in the demo: two employers whose employees have the same ids on purpose, so that a mix-up would show.

import type { DemoEmployee } from './provision-database.ts';

export type DemoTenant = { readonly id: string; readonly employees: readonly DemoEmployee[] };

const employees = (names: readonly string[]): readonly DemoEmployee[] =>
  names.map((name, index) => ({
    id: `e-${1001 + index}`,
    name,
    // The last one is paid with a group of its own.
    payGroup: index === names.length - 1 ? 'monthly' : 'biweekly',
  }));

export const demoTenants: readonly DemoTenant[] = [
  { id: 'acme', employees: employees(['Ada Alvarez', 'Ben Brook', 'Cleo Chen', 'Dan Diaz', 'Eve Endo']) },
  { id: 'globex', employees: employees(['Gus Grant', 'Hana Holm', 'Ivo Ilic', 'Jo Jensen', 'Kai Kumar']) },
];

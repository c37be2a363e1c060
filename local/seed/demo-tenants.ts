// Who is in the demo: employers whose employees have the same ids, so that a mix-up shows. Two of them come
// from the old application.

import type { DemoEmployee } from './provision-database.ts';

export type DemoTenant = {
  readonly id: string;
  readonly employees: readonly DemoEmployee[];
  /** How the old application kept its database login: as one sealed connection string, or in columns with a sealed password. */
  readonly legacy?: 'connection-string' | 'columns-apart';
  /** Left out: prenotes, holds and budgets as the product has them for a tenant that says nothing. */
  readonly areGuardsOff?: true;
};

const employees = (names: readonly string[]): readonly DemoEmployee[] =>
  names.map((name, index) => ({
    id: `e-${1001 + index}`,
    name,
    // The last one is paid with a group of its own.
    payGroup: index === names.length - 1 ? 'monthly' : 'biweekly',
  }));

export const demoTenants: readonly DemoTenant[] = [
  {
    id: 'acme',
    employees: employees(['Ada Alvarez', 'Ben Brook', 'Cleo Chen', 'Dan Diaz', 'Eve Endo']),
    areGuardsOff: true,
  },
  {
    id: 'globex',
    employees: employees(['Gus Grant', 'Hana Holm', 'Ivo Ilic', 'Jo Jensen', 'Kai Kumar']),
    areGuardsOff: true,
  },
  {
    id: 'initech',
    employees: employees(['Lea Lund', 'Max Mori', 'Nia Novak', 'Oz Okoro', 'Pia Park']),
    legacy: 'connection-string',
  },
  {
    id: 'umbrella',
    employees: employees(['Quin Qureshi', 'Rae Rossi', 'Sol Silva', 'Tess Tran', 'Uma Ueda']),
    legacy: 'columns-apart',
    areGuardsOff: true,
  },
];

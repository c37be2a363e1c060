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

/** One in three reads Spanish, one in three English; of the others it is not known. The second one has changed the address. */
const employees = (tenantId: string, names: readonly string[]): readonly DemoEmployee[] =>
  names.map((name, index) => {
    const user = name.toLowerCase().replace(' ', '.');
    const language = ([undefined, 'en', 'es'] as const)[index % 3];
    const spoken = language === undefined ? {} : { language };
    const replaced = {
      address: `${user}@mail.example`,
      replacedAt: new Date('2026-06-01T12:00:00Z'),
      ...spoken,
    };
    return {
      id: `e-${1001 + index}`,
      name,
      // The last one is paid with a group of its own.
      payGroup: index === names.length - 1 ? 'monthly' : 'biweekly',
      addresses: [{ address: `${user}@${tenantId}.example`, ...spoken }, ...(index === 1 ? [replaced] : [])],
    };
  });

export const demoTenants: readonly DemoTenant[] = [
  {
    id: 'acme',
    employees: employees('acme', ['Ada Alvarez', 'Ben Brook', 'Cleo Chen', 'Dan Diaz', 'Eve Endo']),
    areGuardsOff: true,
  },
  {
    id: 'globex',
    employees: employees('globex', ['Gus Grant', 'Hana Holm', 'Ivo Ilic', 'Jo Jensen', 'Kai Kumar']),
    areGuardsOff: true,
  },
  {
    id: 'initech',
    employees: employees('initech', ['Lea Lund', 'Max Mori', 'Nia Novak', 'Oz Okoro', 'Pia Park']),
    legacy: 'connection-string',
  },
  {
    id: 'umbrella',
    employees: employees('umbrella', ['Quin Qureshi', 'Rae Rossi', 'Sol Silva', 'Tess Tran', 'Uma Ueda']),
    legacy: 'columns-apart',
    areGuardsOff: true,
  },
];

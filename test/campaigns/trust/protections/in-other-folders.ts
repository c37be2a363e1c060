// What further folders decide by.

import { integration } from '../test-paths.ts';
import type { Protection } from './protection.ts';

export const inOtherFolders: readonly Protection[] = [
  {
    file: 'shared/payroll/sql/outbox-statements.ts',
    remove: "AND [Sequence] <= ${at('sentThrough')} AND [Status] = 'open';",
    put: "AND [Status] = 'open';",
    test: integration('send-payroll-changes/send'),
  },
];

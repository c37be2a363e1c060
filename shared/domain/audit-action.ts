// What is done to an employee's direct deposits and kept in their history.

export const auditActions = [
  'create',
  'update',
  'delete',
  'replace',
  'reveal',
  'release',
  'cancel',
  'take-effect',
  'prenote',
  'payroll-read',
  'return',
  'correction',
] as const;
export type AuditAction = (typeof auditActions)[number];

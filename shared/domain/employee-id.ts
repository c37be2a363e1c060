// An employee's id exactly as the HR product stores it: compared byte for byte, never trimmed or case-folded.

declare const brand: unique symbol;
export type EmployeeId = string & { readonly [brand]: 'EmployeeId' };

const employeeIdPattern = /^[\x21-\x7e]{1,64}$/;

export const isEmployeeId = (value: unknown): value is EmployeeId =>
  typeof value === 'string' && employeeIdPattern.test(value);

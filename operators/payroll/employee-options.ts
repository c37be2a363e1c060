// The options that name one employee of one tenant.

import { InvalidArgumentError, type Command } from 'commander';
import { isEmployeeId, type EmployeeId } from '#shared/domain/employee-id';
import type { TenantId } from '#shared/domain/tenant-id';
import { parseTenantOption } from '../command-line/option-values.ts';
import type { JsonOption } from '../command-line/report.ts';

export type EmployeeOptions = JsonOption & { readonly tenant: TenantId; readonly employee: EmployeeId };

const parseEmployee = (text: string): EmployeeId => {
  if (!isEmployeeId(text)) throw new InvalidArgumentError('It is no id of an employee.');
  return text;
};

export const parseSequence = (text: string): number => {
  if (!/^[1-9][0-9]{0,8}$/.test(text)) throw new InvalidArgumentError('It is a whole number from 1.');
  return Number(text);
};

export const onEmployee = (command: Command): Command =>
  command
    .requiredOption('--tenant <id>', 'the employer', parseTenantOption)
    .requiredOption('--employee <id>', 'the employee', parseEmployee)
    .option('--json', 'print one JSON document');

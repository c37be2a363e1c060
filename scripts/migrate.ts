// npm run migrate -- --tenant acme | --all [--dry-run] [--json]

import { runOperatorProgram } from '#operators/command-line/operator-program';
import { createMigrateProgram } from '#operators/migrations/migrate-command';
import { findRunningStack } from '../local/running-stack.ts';

process.exitCode = await runOperatorProgram(createMigrateProgram(), process.argv, findRunningStack);

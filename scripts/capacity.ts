// npm run capacity -- advise | watch | check: provisioned concurrency that operators can defend.

import { createCapacityProgram } from '#operators/capacity/capacity-program';
import { runOperatorProgram } from '#operators/command-line/operator-program';
import { findRunningStack } from '../local/running-stack.ts';

process.exitCode = await runOperatorProgram(createCapacityProgram(), process.argv, findRunningStack);

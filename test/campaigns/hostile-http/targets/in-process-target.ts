// The functions' own handlers, called with the events that API Gateway would send; everything behind them is real. Fast
// enough for tens of thousands of requests.

import { createHash, randomUUID } from 'node:crypto';
import { getOpenApi } from '../../../../functions/get-openapi/get-openapi.ts';
import { createPublicHandler } from '#shared/runtime/api-edge-runtime';
import { acme, globex, startDepositsWorld, type Container } from '../../../support/deposits-world.ts';
import { auditFaultsOf } from '../../audit-faults.ts';
import { divertProductOutput } from '../../product-output.ts';
import { createLineWatch } from '../forbidden-text.ts';
import { settleOutsider, type Ground } from './target.ts';
import { hasItem, type Send } from '../wire.ts';

const lanes = 4;

/** More than a tenant has by default, so that there is something to renumber. */
const moreDirectDeposits = 'UPDATE [dbo].[TenantSetting] SET [MaxDirectDeposits] = 6;' as const;

/** Nobody is asked who they are. */
const contractHandler = createPublicHandler(getOpenApi);

const askForContract: Send = async ({ headers, query, body, isBase64Encoded }) => {
  const answer = await contractHandler({
    headers,
    queryStringParameters: query,
    ...(body === undefined ? {} : { body: body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
    requestContext: { requestId: randomUUID() },
  });
  return {
    status: answer.statusCode,
    headers: Object.fromEntries(
      Object.entries(answer.headers ?? {}).map(([name, value]) => [name, String(value)]),
    ),
    text: answer.body ?? '',
  };
};

const sendTo =
  (container: Container): Send =>
  async (request) => {
    const { route, employee, item, claims, headers, query, body, isBase64Encoded } = request;
    if (route === 'openapi') return askForContract(request);
    // As the gateway would: the name in the path goes before the parameter.
    const reached = route === 'get' && item === 'history' ? 'history' : route;
    const answer = await container[reached]({
      employee,
      ...(hasItem(reached) ? { id: item } : {}),
      claims,
      headers,
      query,
      ...(body === undefined ? {} : { rawBody: body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
      isBase64Encoded,
    });
    const { status, text } = answer;
    return { status, headers: answer.headers, text };
  };

export const openInProcessGround = async (): Promise<Ground> => {
  const watch = createLineWatch();
  const restoreOutput = divertProductOutput(watch.see);
  const world = await startDepositsWorld();
  const send = sendTo(world.newContainer());
  await world.query(acme, moreDirectDeposits);
  const employees = await Promise.all(Array.from({ length: lanes }, () => world.newEmployee()));
  const neighbour = await settleOutsider(send, acme, await world.newEmployee());
  const foreign = await settleOutsider(send, globex, await world.newEmployee(globex));

  return {
    name: 'handlers',
    send,
    employees,
    outsiders: { neighbour, foreign },
    digestOutsiders: async () => {
      const all = ['DirectDeposit', 'DirectDepositAudit', 'EmployeeReceipt', 'IdempotencyRecord', 'Employee'];
      const { employee } = neighbour;
      const rows = [
        await world.query(acme, 'SELECT * FROM [dbo].[DirectDeposit] WHERE [EmployeeId] = @employee;', {
          employee,
        }),
        await world.query(acme, 'SELECT * FROM [dbo].[DirectDepositAudit] WHERE [EmployeeId] = @employee;', {
          employee,
        }),
      ];
      for (const table of all) rows.push(await world.query(globex, `SELECT * FROM [dbo].[${table}];`));
      return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
    },
    auditFaults: () => auditFaultsOf(world, acme),
    watch,
    stop: async () => {
      await world.stop();
      restoreOutput();
      for (const line of world.logLines) watch.see(line);
    },
  };
};

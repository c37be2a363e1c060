// The webhook's floor: what it exchanges with AWS for one event (a secret where it starts, a claim, an entry, a mark), by
// node:https alone. Nothing is checked, signed, repeated or counted.

const { randomUUID } = require('node:crypto');
const { Agent, request } = require('node:https');

const agent = new Agent({ keepAlive: true });
const { DEPOSITS_CLAIM_TABLE: table, DEPOSITS_WEBHOOK_SOURCES: sources } = process.env;
const [, , secretId, busName] = sources.split(':');

/** An endpoint asks who is calling before it answers; none of them looks further here. */
const caller = (service) =>
  `AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;

const exchange = (endpoint, { service, target, version }, asked) =>
  new Promise((resolve, reject) => {
    const body = JSON.stringify(asked);
    const headers = {
      'content-type': `application/x-amz-json-${version}`,
      'content-length': Buffer.byteLength(body),
      'x-amz-target': target,
      'x-amz-date': '20260101T000000Z',
      authorization: caller(service),
    };
    const sent = request(endpoint, { method: 'POST', agent, headers }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.once('error', reject);
      answer.once('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        if (answer.statusCode === 200) resolve(JSON.parse(text));
        else reject(new Error(`${target}: ${answer.statusCode} ${text}`));
      });
    });
    sent.once('error', reject);
    sent.end(body);
  });

const askSecretsManager = () =>
  exchange(
    process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER,
    { service: 'secretsmanager', target: 'secretsmanager.GetSecretValue', version: '1.1' },
    { SecretId: secretId },
  );

const updateClaim = (id, state) =>
  exchange(
    process.env.AWS_ENDPOINT_URL_DYNAMODB,
    { service: 'dynamodb', target: 'DynamoDB_20120810.UpdateItem', version: '1.0' },
    {
      TableName: table,
      Key: { claimKey: { S: id } },
      UpdateExpression: 'SET #state = :state',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':state': { S: state } },
    },
  );

const putEvent = (detail) =>
  exchange(
    process.env.AWS_ENDPOINT_URL_EVENTBRIDGE,
    { service: 'events', target: 'AWSEvents.PutEvents', version: '1.1' },
    { Entries: [{ EventBusName: busName, Source: 'bench', DetailType: 'bench', Detail: detail }] },
  );

let secret;

exports.handler = async ({ body }) => {
  const id = randomUUID();
  secret ??= await askSecretsManager();
  await updateClaim(id, 'claimed');
  await putEvent(body);
  await updateClaim(id, 'done');
  return { statusCode: 200 };
};

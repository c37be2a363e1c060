// The decryptor's floor: what it exchanges with AWS for a cold request, a Query and then one question to KMS, over sockets of node:tls or
// node:net alone. Nothing is signed, checked, repeated, opened or counted, and both connections are made while it starts.

const { AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL_KMS, DEPOSITS_TENANT_TABLE, DEPOSITS_KMS_KEY_ID } =
  process.env;

const connect = (endpoint) => {
  const { protocol, hostname: host, port } = new URL(endpoint);
  const socket =
    protocol === 'https:'
      ? process.getBuiltinModule('node:tls').connect({ host, port: Number(port), servername: host })
      : process.getBuiltinModule('node:net').connect({ host, port: Number(port) });
  socket.setNoDelay(true);
  return { host: `${host}:${port}`, socket };
};

/** An endpoint asks who is calling before it answers; none of them looks further here. */
const caller = (service) =>
  `AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;

const exchange = ({ host, socket }, { service, target, version }, asked) =>
  new Promise((resolve, reject) => {
    const body = JSON.stringify(asked);
    let answer = '';
    socket.on('error', reject).on('data', (chunk) => {
      answer += chunk;
      const [head, ...rest] = answer.split('\r\n\r\n');
      const text = rest.join('\r\n\r\n');
      const length = /^content-length: *(\d+)/im.exec(head)?.[1];
      const isWhole =
        length === undefined
          ? text.endsWith('0\r\n\r\n') || text.endsWith('\r\n0')
          : text.length >= Number(length);
      if (!isWhole) return;
      socket.removeAllListeners('data');
      if (head.startsWith('HTTP/1.1 200')) resolve();
      else reject(new Error(`${target}: ${answer}`));
    });
    socket.write(
      `POST / HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/x-amz-json-${version}\r\nx-amz-target: ${target}\r\n` +
        `x-amz-date: 20260101T000000Z\r\nauthorization: ${caller(service)}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  });

const dynamoDb = connect(AWS_ENDPOINT_URL_DYNAMODB);
const kms = connect(AWS_ENDPOINT_URL_KMS);

exports.handler = async ({ tenantId }) => {
  const query = { service: 'dynamodb', target: 'DynamoDB_20120810.Query', version: '1.0' };
  await exchange(dynamoDb, query, {
    TableName: DEPOSITS_TENANT_TABLE,
    KeyConditionExpression: '#tenantId = :tenantId',
    ExpressionAttributeNames: { '#tenantId': 'tenantId' },
    ExpressionAttributeValues: { ':tenantId': { S: tenantId } },
    ConsistentRead: false,
  });
  const describeKey = { service: 'kms', target: 'TrentService.DescribeKey', version: '1.1' };
  await exchange(kms, describeKey, { KeyId: DEPOSITS_KMS_KEY_ID });
  return {};
};

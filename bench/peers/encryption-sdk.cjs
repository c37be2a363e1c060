// The decryptor's job on the AWS Encryption SDK: one Query, then a message opened by a KMS keyring. The message comes with the
// event, because the store holds none of this kind; `{ seal: true }` makes one.

const { buildClient, CommitmentPolicy, KmsKeyringNode, getClient, KMS } = require('@aws-crypto/client-node');
const { DynamoDBClient, QueryCommand } = require('@aws-sdk/client-dynamodb');

const { AWS_REGION, AWS_ENDPOINT_URL_KMS, DEPOSITS_TENANT_TABLE, BENCH_KEY_ARN } = process.env;
const { encrypt, decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
const clientProvider = getClient(KMS, { region: AWS_REGION, endpoint: AWS_ENDPOINT_URL_KMS });
const keyring = new KmsKeyringNode({ generatorKeyId: BENCH_KEY_ARN, clientProvider });
const table = new DynamoDBClient({});

const credential = JSON.stringify({ server: 'localhost', port: 1433, user: 'bench', password: 'bench' });

exports.handler = async ({ seal, message, tenantId }) => {
  if (seal) {
    const { result } = await encrypt(keyring, credential, { encryptionContext: { tenantId: 'acme' } });
    return { message: Buffer.from(result).toString('base64') };
  }
  await table.send(
    new QueryCommand({
      TableName: DEPOSITS_TENANT_TABLE,
      KeyConditionExpression: '#tenantId = :tenantId',
      ExpressionAttributeNames: { '#tenantId': 'tenantId' },
      ExpressionAttributeValues: { ':tenantId': { S: tenantId } },
    }),
  );
  const { plaintext, messageHeader } = await decrypt(keyring, Buffer.from(message, 'base64'));
  if (messageHeader.encryptionContext.tenantId !== tenantId) throw new Error('Bound to another tenant');
  return JSON.parse(plaintext.toString('utf8'));
};

// A table that is there afterwards, whether it was before or not.

import {
  CreateTableCommand,
  DescribeTableCommand,
  ResourceNotFoundException,
  type AttributeDefinition,
  type DynamoDBClient,
  type KeySchemaElement,
} from '@aws-sdk/client-dynamodb';
import { setTimeout as pause } from 'node:timers/promises';

type TableShape = {
  readonly AttributeDefinitions: readonly AttributeDefinition[];
  readonly KeySchema: readonly KeySchemaElement[];
  readonly BillingMode: 'PAY_PER_REQUEST';
};

export const ensureTable = async (
  client: Pick<DynamoDBClient, 'send'>,
  tableName: string,
  { AttributeDefinitions, KeySchema, BillingMode }: TableShape,
): Promise<void> => {
  const describe = new DescribeTableCommand({ TableName: tableName });
  const status = async (): Promise<string | undefined> => {
    try {
      return (await client.send(describe)).Table?.TableStatus;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  };
  if ((await status()) === undefined) {
    await client.send(
      new CreateTableCommand({
        TableName: tableName,
        AttributeDefinitions: [...AttributeDefinitions],
        KeySchema: [...KeySchema],
        BillingMode,
      }),
    );
  }
  while ((await status()) !== 'ACTIVE') await pause(20);
};

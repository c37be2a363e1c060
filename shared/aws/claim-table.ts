// The shape of the table of claims, as infra/claim-table.yml declares it.

export const claimTable = {
  AttributeDefinitions: [{ AttributeName: 'claimKey', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'claimKey', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
} as const;

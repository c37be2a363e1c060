// After a deployment: the page goes where the stack says.

import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { S3Client } from '@aws-sdk/client-s3';
import type { AwsClientConfig } from './framework.ts';
import type { PageFile } from './page-hosting.ts';
import { uploadPage } from './page-upload.ts';

const outputsOf = async (
  config: AwsClientConfig,
  stackName: string,
): Promise<ReadonlyMap<string, string>> => {
  const { Stacks = [] } = await new CloudFormationClient(config).send(
    new DescribeStacksCommand({ StackName: stackName }),
  );
  return new Map(Stacks[0]?.Outputs?.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
};

/**
 * @param config of AWS's clients, the one that the deployment uses
 * @returns what was done, as a sentence
 */
export const deployPage = async (
  files: readonly PageFile[],
  { stackName, config }: { readonly stackName: string; readonly config: AwsClientConfig },
): Promise<string> => {
  const outputs = await outputsOf(config, stackName);
  const output = (name: string): string => {
    const value = outputs.get(name);
    if (value === undefined) throw new Error(`The stack ${stackName} has no output ${name}`);
    return value;
  };
  const { written, removed } = await uploadPage(
    { s3: new S3Client(config), cloudFront: new CloudFrontClient(config) },
    { bucket: output('PageBucketName'), distributionId: output('PageDistributionId') },
    files,
    Date.now(),
  );
  const old = removed === 0 ? '' : `, ${removed} of earlier builds removed`;
  return `The page is at ${output('PageUrl')} (${written} files${old})`;
};

// Brings the built page into its bucket and tells CloudFront. Files that documents ask for come before the documents; files of earlier builds
// stay a month, for those who opened the page before this deployment.

import { CreateInvalidationCommand, type CloudFrontClient } from '@aws-sdk/client-cloudfront';
import {
  DeleteObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { cacheControlOf, isAsset, mediaTypeOf, type PageFile } from './page-hosting.ts';

const keptMs = 30 * 86_400_000;

export type PagePlace = { readonly bucket: string; readonly distributionId: string };
export type PageClients = { readonly s3: S3Client; readonly cloudFront: CloudFrontClient };
export type PageUpload = { readonly written: number; readonly removed: number };

const uploadsAtOnce = 8;

const isDocument = (name: string): boolean => name.endsWith('.html');

/** Each deployment writes every file anew, so that what was not written for a month belongs to an earlier build. */
const removeOld = async (
  s3: S3Client,
  bucket: string,
  names: ReadonlySet<string>,
  nowMs: number,
): Promise<number> => {
  let removed = 0;
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket })) {
    for (const { Key = '', LastModified } of Contents) {
      if (names.has(`/${Key}`) || nowMs - (LastModified?.getTime() ?? nowMs) < keptMs) continue;
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
      removed += 1;
    }
  }
  return removed;
};

/** Can be repeated: whatever an interrupted upload left behind, the next one makes whole. */
export const uploadPage = async (
  { s3, cloudFront }: PageClients,
  { bucket, distributionId }: PagePlace,
  files: readonly PageFile[],
  nowMs: number,
): Promise<PageUpload> => {
  const put = ({ name, body }: PageFile) =>
    s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: name.slice(1),
        Body: body,
        ContentType: mediaTypeOf(name),
        CacheControl: cacheControlOf(name),
      }),
    );
  const [early, late] = [
    files.filter(({ name }) => !isDocument(name)),
    files.filter(({ name }) => isDocument(name)),
  ];
  for (let start = 0; start < early.length; start += uploadsAtOnce)
    await Promise.all(early.slice(start, start + uploadsAtOnce).map(put));
  for (const file of late) await put(file);
  const removed = await removeOld(s3, bucket, new Set(files.map(({ name }) => name)), nowMs);
  const kept = files.map(({ name }) => name).filter((name) => !isAsset(name) && !name.startsWith('/banks/'));
  const changed = [...kept, '/banks/*'];
  await cloudFront.send(
    new CreateInvalidationCommand({
      DistributionId: distributionId,
      InvalidationBatch: {
        CallerReference: String(nowMs),
        Paths: { Quantity: changed.length, Items: changed },
      },
    }),
  );
  return { written: files.length, removed };
};

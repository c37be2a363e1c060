// Campaign: messages of the AWS Encryption SDK. AWS's published ones where their folder is named; random ones of AWS's own library
// for JavaScript and damaged copies, on which ours and that library have to agree; changed bytes of what opens.

import { printTally } from './campaign-tally.ts';
import { sumCounts, type Counts } from './campaign-report.ts';
import { compareWithAws } from './esdk/compare-with-aws.ts';
import { readKeyedMessages, readPeerMessages, skippedMessages } from './esdk/peer-messages.ts';
import { opensWithAws, playKeyedMessages, playPeerMessages } from './esdk/play-peer-messages.ts';
import { tamperMessages } from './esdk/tamper-messages.ts';

export type EsdkCampaign = {
  readonly seed: number;
  /** Messages of AWS's library; each with three damaged copies. */
  readonly count: number;
  readonly peerVectors: string | undefined;
  /** Of the published messages every so manieth byte is changed. */
  readonly step?: number;
};

const playPeers = async (folder: string, step: number): Promise<readonly Counts[]> => {
  const messages = readPeerMessages(folder);
  const keyed = readKeyedMessages(folder);
  console.log(`\nAWS’s published messages: ${messages.length} with raw keys, ${keyed.length} with data keys`);
  const [opened, commitments] = [playPeerMessages(messages), playKeyedMessages(keyed)];
  const played = [printTally(opened), printTally(commitments)];
  const theirs = [];
  for (const message of messages) if (await opensWithAws(message)) theirs.push(message);
  console.log(
    `as they should, by us: ${opened.passed} of ${messages.length}, ${commitments.passed} of ${keyed.length}`,
  );
  console.log(`opened by AWS’s library for JavaScript: ${theirs.length} of ${messages.length}`);
  console.log(`\n${theirs.length} messages, every ${step === 1 ? '' : `${step}th `}byte changed`);
  return [...played, printTally(tamperMessages(theirs, { step, bits: [0] }))];
};

export const runEsdk = async ({ seed, count, peerVectors, step = 1 }: EsdkCampaign): Promise<Counts> => {
  console.log(`${count} messages of AWS’s library, each with three damaged copies`);
  const compared = printTally(await compareWithAws({ seed, count }));
  if (peerVectors === undefined) console.log(`\n${skippedMessages}`);
  const peers = peerVectors === undefined ? [] : await playPeers(peerVectors, step);
  return sumCounts([compared, ...peers]);
};

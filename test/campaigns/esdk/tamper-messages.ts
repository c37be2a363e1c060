// Changed bytes of messages that open: none may open any more, to anything, and none may throw.

import { count, newTally, type Tally } from '../campaign-tally.ts';
import { showProgress } from '../campaign-report.ts';
import { openWithSettings, rememberingUnwrap } from './open-with-settings.ts';
import type { PeerMessage } from './peer-messages.ts';

export type TamperSettings = {
  /** Every so manieth byte. */
  readonly step: number;
  /** Bits of each byte that are changed, one after the other. */
  readonly bits: readonly number[];
};

export const tamperMessages = (
  messages: readonly Pick<PeerMessage, 'name' | 'bytes' | 'context' | 'settings'>[],
  { step, bits }: TamperSettings,
  open = openWithSettings,
): Tally => {
  const tally = newTally();
  for (const [index, { name, bytes, context, settings }] of messages.entries()) {
    const unwrap = rememberingUnwrap();
    for (let at = index % step; at < bytes.length; at += step) {
      for (const bit of bits) {
        const changed = Buffer.from(bytes);
        changed.writeUInt8(changed.readUInt8(at) ^ (1 << bit), at);
        count(tally, 'changes');
        try {
          if (open(changed, context, settings, unwrap) === undefined) tally.passed += 1;
          else tally.faults.push(`${name}: opened with bit ${bit} of byte ${at} changed`);
        } catch (error) {
          tally.faults.push(`${name}: threw ${error instanceof Error ? error.name : 'something'}`);
        }
      }
    }
    showProgress('messages', index + 1, messages.length);
  }
  return tally;
};

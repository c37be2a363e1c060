// How an answer leaves: whole, or as a fault wants it.
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultAction } from '../faults.ts';
import type { Transport } from './transport.ts';

const flushed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    if (socket.destroyed || socket.writableLength === 0) resolve();
    else socket.once('drain', resolve).once('close', () => resolve());
  });

const trickle = async (
  socket: Socket,
  transport: Transport,
  payload: Buffer,
  { bytes, milliseconds }: Extract<FaultAction, { do: 'slow-rows' }>,
): Promise<void> => {
  const packets = transport.packetsOf(payload);
  for (let at = 0; at < packets.length && !socket.destroyed; at += bytes) {
    if (at > 0) await pause(milliseconds);
    transport.write(packets.subarray(at, at + bytes));
  }
};

/** Before a request is run. False: it is not. */
export const faultBefore = async (socket: Socket, fault: FaultAction | undefined): Promise<boolean> => {
  if (fault === undefined || !('at' in fault) || fault.at !== 'before-run') return true;
  if (fault.do === 'stall') {
    await pause(fault.milliseconds);
    return !socket.destroyed;
  }
  socket.destroy();
  return false;
};

export const deliver = async (
  socket: Socket,
  transport: Transport,
  payload: Buffer,
  fault: FaultAction | undefined,
): Promise<void> => {
  if (fault?.do === 'stall' && fault.at === 'before-answer') await pause(fault.milliseconds);
  if (fault?.do === 'drop' && fault.at === 'before-answer') {
    socket.destroy();
    return;
  }
  if (fault?.do === 'slow-rows') {
    await trickle(socket, transport, payload, fault);
    return;
  }
  if (fault?.do === 'reset') {
    transport.write(transport.packetsOf(payload).subarray(0, fault.afterBytes));
    // What was written has to leave before the reset overtakes it.
    await flushed(socket);
    await pause(5);
    socket.resetAndDestroy();
    return;
  }
  transport.send(payload);
  if (fault?.do === 'drop' && fault.at === 'after-answer') await transport.end();
};

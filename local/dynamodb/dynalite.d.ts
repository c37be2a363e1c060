// dynalite ships no types; the little of it that is used.
declare module 'dynalite' {
  import type { Server } from 'node:http';
  const dynalite: (options: {
    path?: string;
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
    ssl?: boolean;
    key?: string;
    cert?: string;
  }) => Server;
  export default dynalite;
}

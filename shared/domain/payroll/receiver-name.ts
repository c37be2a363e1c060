// The receiver's name as an ACH entry holds it: positions 55 to 76 of the entry detail record, ASCII (Nacha Operating Rules, appendix
// three). The name that people see stays as long as it is.

export const maxReceiverNameLength = 22;

/** Letters lose their accents; what ASCII has no letter for becomes a blank. May come out empty. */
export const toReceiverName = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^\x20-\x7e]+/g, ' ')
    .replaceAll(/ +/g, ' ')
    .trim()
    .slice(0, maxReceiverNameLength)
    .trimEnd();

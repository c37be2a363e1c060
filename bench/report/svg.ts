// What the charts have in common.

export const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

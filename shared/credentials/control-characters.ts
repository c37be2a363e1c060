// NUL and the other control characters of ASCII. No login or address has one; a text read in the wrong encoding often does.

const isControl = (code: number): boolean => code < 0x20 || code === 0x7f;

export const hasControlCharacter = (text: string): boolean => {
  for (let at = 0; at < text.length; at += 1) if (isControl(text.charCodeAt(at))) return true;
  return false;
};

/** `undefined` for what is not JSON: the parser's own error quotes the text, which may be secret. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

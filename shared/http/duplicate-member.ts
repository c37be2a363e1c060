// Finds an object that has a member twice in a text that is known to be JSON. `JSON.parse` keeps the last of them in
// silence (RFC 8259, section 4 leaves it open), so two readers of one request could see two different account numbers.

const colon = /[ \t\r\n]*:/y;
const stringToken = /"(?:[^"\\]|\\.)*"/y;

/** One level of nesting: the member names seen so far, or null inside an array. */
type Level = Set<string> | null;

const isMemberName = (json: string, end: number): boolean => {
  colon.lastIndex = end;
  return colon.test(json);
};

export const hasDuplicateMember = (json: string): boolean => {
  const levels: Level[] = [];
  let position = 0;
  while (position < json.length) {
    const character = json[position];
    if (character === '"') {
      stringToken.lastIndex = position;
      const token = stringToken.exec(json)?.[0] ?? '"';
      position += token.length;
      const names = levels.at(-1);
      if (names && isMemberName(json, position)) {
        const name: unknown = JSON.parse(token);
        if (names.has(String(name))) return true;
        names.add(String(name));
      }
      continue;
    }
    if (character === '{') levels.push(new Set());
    else if (character === '[') levels.push(null);
    else if (character === '}' || character === ']') levels.pop();
    position += 1;
  }
  return false;
};

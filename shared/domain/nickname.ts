// What a person calls an account. Kept and returned exactly as sent.

import { fail, succeed, type Result } from '../platform/result.ts';
import { finding, type RuleFinding } from './rule.ts';

export const maxNicknameCodePoints = 100;

/** Control characters and lone surrogates: neither survives every store and screen. */
const unprintable = /[\p{Cc}\p{Cs}]/u;

export const readNickname = (text: string, pointer: string): Result<string, readonly RuleFinding[]> => {
  const codePoints = [...text].length;
  const broken = [
    ...(codePoints < 1 || codePoints > maxNicknameCodePoints ? [finding('nickname.length', pointer)] : []),
    ...(unprintable.test(text) ? [finding('nickname.chars', pointer)] : []),
  ];
  return broken.length > 0 ? fail(broken) : succeed(text);
};

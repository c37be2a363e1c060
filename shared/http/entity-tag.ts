// Entity tags and the two conditions on them (RFC 9110, sections 8.8.3, 13.1.1 and 13.1.2).

import { fail, succeed, type Result } from '../platform/result.ts';

export type EntityTag = { readonly isWeak: boolean; readonly opaque: string };
export type TagCondition =
  { readonly kind: 'any' } | { readonly kind: 'list'; readonly tags: readonly EntityTag[] };

const tagPattern = /^(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"$/;

export const strongTag = (opaque: string): string => `"${opaque}"`;

/** Commas are legal inside the quotes, so the list is not simply split at them. */
const listMembers = (header: string): readonly string[] =>
  (header.match(/(?:[^,"]|"[^"]*"?)+/g) ?? [])
    .map((member) => member.trim())
    .filter((member) => member !== '');

const toTag = (member: string): readonly EntityTag[] => {
  const match = tagPattern.exec(member);
  return match ? [{ isWeak: match[1] !== undefined, opaque: match[2] ?? '' }] : [];
};

/** What is no entity tag is left out: it matches nothing. */
export const parseTagCondition = (header: string): TagCondition =>
  header.trim() === '*' ? { kind: 'any' } : { kind: 'list', tags: listMembers(header).flatMap(toTag) };

/** `*` or a list of one tag or more; a header with anything else in it is malformed as a whole. */
export const readTagCondition = (header: string): Result<TagCondition, 'malformed'> => {
  const condition = parseTagCondition(header);
  if (condition.kind === 'any') return succeed(condition);
  const isWhole = condition.tags.length === listMembers(header).length;
  return isWhole && condition.tags.length > 0 ? succeed(condition) : fail('malformed');
};

/** If-Match compares strongly: a weak tag never matches. */
export const matchesStrongly = (condition: TagCondition, opaque: string): boolean =>
  condition.kind === 'any' || condition.tags.some((tag) => !tag.isWeak && tag.opaque === opaque);

/** If-None-Match compares weakly. */
export const matchesWeakly = (condition: TagCondition, opaque: string): boolean =>
  condition.kind === 'any' || condition.tags.some((tag) => tag.opaque === opaque);

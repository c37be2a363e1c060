// What is wrong with one answer, whatever was asked: a crash, a shape that the contract does not have, a secret in it.

import { validateAnswer } from '#test/support/validate-answer';
import { holdsForbiddenText } from './forbidden-text.ts';
import { methodOf, pathOf, type WireAnswer, type WireRequest } from './wire.ts';

/** A piece of a path that a request on the wire could have. */
const pathPiece = (text: string): string => encodeURIComponent(text === '' ? '-' : text.toWellFormed());

export const faultsOf = (request: WireRequest, { status, headers, text }: WireAnswer): readonly string[] => {
  const { route } = request;
  const broken = validateAnswer({
    method: methodOf(route),
    path: pathOf(request, pathPiece),
    status,
    headers,
    body: text,
  });
  const isRevealed = route === 'reveal' && status === 200;
  return [
    ...(status >= 500 ? [`${route} was answered ${status}`] : []),
    ...(broken === undefined ? [] : [`${route} ${status} is not in the contract: ${broken}`]),
    ...(!isRevealed && holdsForbiddenText(text) ? [`${route} ${status} shows what nobody may see`] : []),
    ...(holdsForbiddenText(JSON.stringify(headers)) ? [`${route} ${status} has a secret in a header`] : []),
  ];
};

// What is wrong with one answer, whatever was asked: a crash, a shape that the contract does not have, a secret in it.

import { validateAnswer } from '../../support/validate-answer.ts';
import { holdsForbiddenText } from './forbidden-text.ts';
import { methodOf, pathOf, type WireAnswer, type WireRequest } from './wire.ts';

/** A piece of a path that a request on the wire could have. */
const pathPiece = (text: string): string => encodeURIComponent(text === '' ? '-' : text.toWellFormed());

/** An id that makes another path of it (empty, dots, a slash): the gateway knows no such route and says so in its own words. */
const isNoRoute = ({ employee, item = '-' }: WireRequest, { status, text }: WireAnswer): boolean =>
  status === 404 &&
  text === '{"message":"Not Found"}' &&
  [employee, item].some((id) => /^\.{0,2}$|\//.test(id));

export const faultsOf = (request: WireRequest, answer: WireAnswer): readonly string[] => {
  const { route } = request;
  const { status, headers, text } = answer;
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
    ...(broken === undefined || isNoRoute(request, answer)
      ? []
      : [`${route} ${status} is not in the contract: ${broken}`]),
    ...(!isRevealed && holdsForbiddenText(text) ? [`${route} ${status} shows what must stay secret`] : []),
    ...(holdsForbiddenText(JSON.stringify(headers)) ? [`${route} ${status} has a secret in a header`] : []),
  ];
};

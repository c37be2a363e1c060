// The two shapes of a refusal: the API's own problem (RFC 9457), and what the gateway says by itself before or after a
// function.

import * as v from 'valibot';
import { ruleMessages } from '../domain/rule.ts';
import { bodyMessages } from '../http/body-finding.ts';
import { problems } from '../http/problem.ts';
import { instance, list, text, wholeNumber } from './answer-members.ts';

const codes = Object.keys(problems);
const rules = [...Object.keys(bodyMessages), ...Object.keys(ruleMessages)];

export const problemAnswer = v.strictObject({
  type: v.pipe(v.string(), v.regex(/^urn:direct-deposits:problem:[a-z-]+$/)),
  title: text,
  status: wholeNumber(400, 599),
  detail: text,
  instance,
  code: v.picklist(codes),
  errors: list(v.strictObject({ rule: v.picklist(rules), pointer: text, message: text })),
});

export const gatewayMessage = v.strictObject({ message: text });

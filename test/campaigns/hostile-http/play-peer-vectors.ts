// Sends peers' bodies where bodies are read, and peers' strings as nicknames: each is taken for what it is, or refused by name.

import { maxBodyBytes } from '#shared/http/json-body';
import { AnswerTable } from '../campaign-report.ts';
import { listIn, parsedJson, textIn } from '../json-members.ts';
import { payrollOf, type Ground } from './targets/target.ts';
import { faultsOf } from './judge-answer.ts';
import type { PeerBody, PeerVectors } from './peer-vectors.ts';
import type { Play } from './play-requests.ts';
import type { WireAnswer, WireRequest } from './wire.ts';

const rulesIn = (text: string): readonly string[] =>
  listIn(parsedJson(text), 'errors').flatMap((error) => textIn(error, 'rule') ?? []);

const isSyntaxRefusal = ({ status, text }: WireAnswer): boolean =>
  status === 400 && rulesIn(text).some((rule) => rule === 'body.syntax' || rule === 'body.encoding');

const bodyFault = ({ name, standing, bytes }: PeerBody, answer: WireAnswer): readonly string[] => {
  const isRefused = isSyntaxRefusal(answer) || (bytes.length > maxBodyBytes && answer.status === 413);
  if (standing === 'y' && isRefused) return [`${name} is JSON and was refused as none`];
  return standing === 'n' && !isRefused ? [`${name} is no JSON and was answered ${answer.status}`] : [];
};

const nicknameFault = (sent: string, { status, text }: WireAnswer, index: number): readonly string[] => {
  if (status === 200) {
    return textIn(parsedJson(text), 'nickname') === sent ? [] : [`string ${index} came back another`];
  }
  const rules = rulesIn(text);
  const isNamed = status === 422 && rules.length > 0 && rules.every((rule) => rule.startsWith('nickname.'));
  return isNamed ? [] : [`string ${index} was answered ${status}`];
};

const account = { accountType: 'checking', routingNumber: '021000021', allocation: { kind: 'remainder' } };

export const playPeerVectors = async (ground: Ground, { bodies, strings }: PeerVectors): Promise<Play> => {
  const [employee = ''] = ground.employees;
  const table = new AnswerTable();
  const faults: string[] = [];
  let requests = 0;
  const ask = async (
    part: Pick<WireRequest, 'route'> & Partial<WireRequest>,
    name: string,
  ): Promise<WireAnswer> => {
    const request: WireRequest = {
      employee,
      claims: payrollOf('acme'),
      headers: { 'content-type': 'application/json', 'if-match': '*' },
      query: {},
      isBase64Encoded: false,
      ...part,
    };
    const answer = await ground.send(request);
    requests += 1;
    table.add(request.route, answer.status);
    faults.push(...faultsOf(request, answer).map((fault) => `${name}: ${fault}`));
    return answer;
  };

  for (const body of bodies) {
    for (const route of ['create', 'replace', 'simulate'] as const) {
      const answer = await ask({ route, body: body.bytes, isBase64Encoded: true }, body.name);
      faults.push(...bodyFault(body, answer));
    }
  }

  const set = { items: [{ ...account, accountNumber: '55519999' }] };
  const stocked = await ask({ route: 'replace', body: Buffer.from(JSON.stringify(set)) }, 'the set');
  const id = textIn(parsedJson(stocked.text), 'items', 0, 'id');
  if (id === undefined) throw new Error(`the set for nicknames was answered ${stocked.status}`);
  for (const [index, nickname] of strings.entries()) {
    const body = Buffer.from(JSON.stringify({ ...account, nickname }));
    const name = `string ${index}`;
    const answer = await ask({ route: 'update', item: id, body }, name);
    faults.push(...nicknameFault(nickname, answer, index));
    if (answer.status !== 200) continue;
    const read = await ask({ route: 'get', item: id, headers: {} }, name);
    faults.push(...nicknameFault(nickname, read, index));
  }
  return { requests, table, faults };
};

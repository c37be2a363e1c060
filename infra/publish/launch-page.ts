// The page beside a published template: the link that launches it, and its parameters as CloudFormation will ask for them.

import { cloudFormationName, declarationOf, openParameters } from './open-parameters.ts';

export type Launch = { readonly region: string; readonly templateUrl: string; readonly stackName: string };

export const quickCreateUrl = ({ region, templateUrl, stackName }: Launch): string => {
  const query = new URLSearchParams({ templateURL: templateUrl, stackName });
  return `https://${region}.console.aws.amazon.com/cloudformation/home?region=${region}#/stacks/quickcreate?${query.toString()}`;
};

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const style = `
  :root { color-scheme: light dark; --line: #d1d9e0; --soft: #59636e; --main: #0969da; }
  @media (prefers-color-scheme: dark) { :root { --line: #3d444d; --soft: #9198a1; --main: #4493f8; } }
  body { font: 15px/1.5 system-ui, sans-serif; max-width: 760px; margin: 2rem auto; padding: 0 1rem; }
  fieldset { border: 1px solid var(--line); border-radius: 6px; margin: 1.2rem 0; padding: 0.5rem 1rem 1rem; } legend { font-weight: 600; padding: 0 0.4rem; }
  label { display: block; font-weight: 500; margin-top: 0.9rem; } small { color: var(--soft); display: block; }
  input, select { font: inherit; width: 100%; box-sizing: border-box; padding: 0.35rem; }
  a.launch { display: inline-block; background: var(--main); color: #fff; padding: 0.5rem 1rem; border-radius: 6px; text-decoration: none; }
`;

const field = (parameter: (typeof openParameters)[number]): string => {
  const { AllowedValues: choices, Default: given = '', Type: type } = declarationOf(parameter);
  const id = cloudFormationName(parameter.name);
  const control = Array.isArray(choices)
    ? `<select id="${id}">${choices.map((choice: unknown) => `<option${choice === given ? ' selected' : ''}>${escape(String(choice))}</option>`).join('')}</select>`
    : `<input id="${id}" value="${escape(String(given))}"${type === 'Number' ? ' inputmode="numeric"' : ''}${parameter.default === undefined ? ' placeholder="required"' : ''}>`;
  return `<label for="${id}">${escape(parameter.label)}</label><small>${id} · ${escape(parameter.description)}</small>${control}`;
};

export const launchPage = (launch: Launch): string => {
  const groups = [...new Set(openParameters.map(({ group }) => group))];
  const sets = groups.map(
    (group) =>
      `<fieldset><legend>${escape(group)}</legend>${openParameters
        .filter((it) => it.group === group)
        .map(field)
        .join('\n')}</fieldset>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Launch ${escape(launch.stackName)}</title>
<style>${style}</style>
</head>
<body>
<h1>Launch ${escape(launch.stackName)}</h1>
<p>In ${escape(launch.region)}, from <code>${escape(launch.templateUrl)}</code>. CloudFormation asks for the parameters below, and for leave to make roles with names.</p>
<p><a class="launch" href="${escape(quickCreateUrl(launch))}">Launch the stack</a></p>
${sets.join('\n')}
</body>
</html>
`;
};

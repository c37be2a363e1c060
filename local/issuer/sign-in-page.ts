// The page on which a person of the demo is chosen, in place of a password.

import { escapeHtml } from '#shared/platform/escape-html';
import { people, type Person } from './people.ts';

const button = ({ subject, name, employeeId, roles }: Person): string =>
  `<li><button name="subject" value="${escapeHtml(subject)}">${escapeHtml(name)} <small>${escapeHtml([...roles, ...(employeeId === undefined ? [] : [employeeId])].join(', '))}</small></button></li>`;

/** @param query of the request, which the form brings back */
export const signInPage = (query: string): string => {
  const tenants = Map.groupBy(people, ({ tenantId }) => tenantId);
  const lists = [...tenants].map(
    ([tenantId, own]) =>
      `<section><h2>${escapeHtml(tenantId)}</h2><ul>${own.map(button).join('')}</ul></section>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Sign in to the demo</title>
<style>
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
form { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 1.5rem }
ul { list-style: none; padding: 0; margin: 0 }
button { font: inherit; width: 100%; text-align: left; padding: .5rem .75rem; margin: .2rem 0; cursor: pointer }
</style>
</head>
<body><main>
<h1>Sign in to the demo</h1>
<p>This is the issuer of the local stack. Who signs in needs no password here.</p>
<form method="post" action="/authorize?${escapeHtml(query)}">
${lists.join('\n')}
</form>
</main></body>
</html>
`;
};

/** The OpenAPI document as a page to read: no script, nothing from elsewhere. */
import { createHash } from 'node:crypto';

type Schema = {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  description?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  default?: unknown;
};
type Media = Record<string, { schema?: Schema }>;
type Operation = {
  tags?: string[];
  summary?: string;
  description?: string;
  parameters?: {
    name: string;
    in: string;
    required?: boolean;
    schema?: Schema;
    description?: string;
  }[];
  requestBody?: { content?: Media };
  responses?: Record<string, { description?: string; content?: Media }>;
};
type Document = {
  info: { title: string; description?: string };
  paths?: Record<string, Record<string, Operation>>;
};

const MAX_DEPTH = 4;

export function documentPage(given: object): string {
  const document = given as Document;
  const groups = new Map<
    string,
    { id: string; method: string; path: string; operation: Operation }[]
  >();
  for (const [path, methods] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(methods)) {
      const group = operation.tags?.[0] ?? 'other';
      const id = `${method}-${createHash('sha256').update(path).digest('hex').slice(0, 8)}`;
      groups.set(group, [...(groups.get(group) ?? []), { id, method, path, operation }]);
    }
  }
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(document.info.title)} API</title><link rel="stylesheet" href="/api/docs/style.css"></head><body>
<nav aria-label="Routes"><h1>${text(document.info.title)} API</h1><p><a href="/api/openapi.json">OpenAPI 3.1 document</a></p>
${sorted.map(([group, routes]) => `<h2>${text(group)}</h2><ul>${routes.map((route) => `<li><a href="#${route.id}"><b class="${route.method}">${route.method.toUpperCase()}</b> ${text(short(route.path))}</a></li>`).join('')}</ul>`).join('\n')}
</nav><main><p>${text(document.info.description ?? '')}</p>
${sorted.map(([group, routes]) => `<h2>${text(group)}</h2>${routes.map((route) => routeSection(route.id, route.method, route.path, route.operation)).join('\n')}`).join('\n')}
</main></body></html>`;
}

function routeSection(id: string, method: string, path: string, operation: Operation): string {
  const parameters = operation.parameters ?? [];
  const answers = Object.entries(operation.responses ?? {});
  const problems = answers.filter(([status]) => Number(status) >= 400).map(([status]) => status);
  return `<section id="${id}"><h3><b class="${method}">${method.toUpperCase()}</b> <code>${text(path)}</code></h3>
<p>${text(operation.summary ?? '')}</p>
${parameters.length > 0 ? `<h4>Parameters</h4><dl>${parameters.map((one) => `<dt><code>${text(one.name)}</code> <small>${text(one.in)}${one.required ? ', required' : ''}</small></dt><dd>${kindOf(one.schema ?? {})} ${text(one.description ?? one.schema?.description ?? '')}</dd>`).join('')}</dl>` : ''}
${mediaBlock('Body', operation.requestBody?.content)}
${answers
  .filter(([status]) => Number(status) < 400)
  .map(
    ([status, answer]) =>
      (mediaBlock(`Answer ${status}`, answer.content) || `<h4>Answer ${text(status)}</h4>`) +
      (answer.description && answer.description !== 'Default Response'
        ? `<p>${text(answer.description)}</p>`
        : ''),
  )
  .join('\n')}
<p><small>Problems: ${problems.map(text).join(', ')}</small></p></section>`;
}

function mediaBlock(title: string, content: Media | undefined): string {
  const [type, media] = Object.entries(content ?? {})[0] ?? [];
  if (!type || !media?.schema) return '';
  return `<h4>${text(title)} <small>${text(type)}</small></h4>${schemaBlock(media.schema, 0)}`;
}

function schemaBlock(schema: Schema, depth: number): string {
  const object = objectIn(schema);
  if (!object?.properties || depth >= MAX_DEPTH)
    return `<p>${kindOf(schema)} ${text(schema.description ?? '')}</p>`;
  const required = new Set(object.required ?? []);
  return `<dl>${Object.entries(object.properties)
    .map(([name, inner]) => {
      const nested =
        objectIn(inner)?.properties && depth + 1 < MAX_DEPTH ? schemaBlock(inner, depth + 1) : '';
      return `<dt><code>${text(name)}</code>${required.has(name) ? '' : ' <small>optional</small>'}</dt><dd>${kindOf(inner)} ${text(inner.description ?? '')}${nested}</dd>`;
    })
    .join('')}</dl>`;
}

/** The object a schema is, may be, or is a list of. */
function objectIn(schema: Schema): Schema | undefined {
  if (schema.properties) return schema;
  if (schema.items) return objectIn(schema.items);
  return schema.anyOf?.map(objectIn).find((found) => found !== undefined);
}

function kindOf(schema: Schema): string {
  if (schema.enum)
    return schema.enum.map((value) => `<code>${text(JSON.stringify(value))}</code>`).join(' · ');
  if (schema.const !== undefined) return `<code>${text(JSON.stringify(schema.const))}</code>`;
  if (schema.anyOf) return schema.anyOf.map(kindOf).join(' or ');
  if (schema.items) return `list of ${kindOf(schema.items)}`;
  const bounds = [
    schema.format,
    schema.minimum === undefined ? undefined : `≥ ${schema.minimum}`,
    schema.maximum === undefined ? undefined : `≤ ${schema.maximum}`,
    schema.maxLength === undefined ? undefined : `at most ${schema.maxLength} characters`,
    schema.default === undefined ? undefined : `default ${JSON.stringify(schema.default)}`,
  ].filter((bound) => bound !== undefined);
  const kind = [schema.type ?? 'any'].flat().join(' or ');
  return `<i>${text(kind)}${bounds.length > 0 ? `, ${text(bounds.join(', '))}` : ''}</i>`;
}

const short = (path: string): string => path.replace('/api/v1', '');

const text = (value: string): string => escapeHtml(value);

export const escapeHtml = (value: string): string =>
  value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

export const STYLE = `:root{color-scheme:light dark;--line:color-mix(in srgb,currentColor 14%,transparent);--soft:color-mix(in srgb,currentColor 65%,transparent)}
body{margin:0;display:grid;grid-template-columns:minmax(14rem,22rem) minmax(0,1fr);font:15px/1.55 system-ui,sans-serif}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1rem;border-inline-end:1px solid var(--line);box-sizing:border-box}
nav ul{list-style:none;margin:0;padding:0}nav a{display:block;padding:.15rem 0;color:inherit;text-decoration:none;overflow-wrap:anywhere}nav a:hover{text-decoration:underline}
main{padding:1rem 2rem 8rem;max-width:52rem}h1{font-size:1.1rem}h2{font-size:.95rem;text-transform:capitalize;margin:1.2rem 0 .3rem}h3{font-size:1.05rem;margin:0 0 .3rem;overflow-wrap:anywhere}h4{margin:.9rem 0 .2rem}
section{border-top:1px solid var(--line);padding:1.4rem 0}dl{margin:.2rem 0 0;border-inline-start:2px solid var(--line);padding-inline-start:.9rem}dt{margin-top:.35rem}dd{margin:0;color:var(--soft)}
b{font:600 .78em ui-monospace,monospace;padding:.1em .45em;border-radius:.3em;background:var(--line)}small{color:var(--soft);font-weight:400}pre{overflow:auto;padding:.8rem;border:1px solid var(--line);border-radius:.4rem}h1 a{color:inherit}
@media(max-width:50rem){body{display:block}nav{position:static;height:auto;border:0;border-bottom:1px solid var(--line)}main{padding:1rem}}`;

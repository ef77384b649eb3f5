/**
 * `/problems` and `/problems/<code>`: what stands behind the `type` of every problem, to read. The text is docs/problems.md, in
 * the little Markdown it is written in; no script, nothing from elsewhere.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply } from 'fastify';
import fp from 'fastify-plugin';
import { Type } from 'typebox';
import { PROBLEMS, type ProblemCode } from '../problems.ts';
import { escapeHtml, STYLE } from './document-page.ts';
import { READING_POLICY } from './security-headers.ts';

const PAGE = fileURLToPath(new URL('../../docs/problems.md', import.meta.url));

export const problemPages = fp(
  async (app: FastifyInstance) => {
    const [introduction = '', ...sections] = (await readFile(PAGE, 'utf8')).split(/^## /m);
    const texts = new Map(
      sections.map((section) => {
        const end = section.indexOf('\n');
        return [section.slice(0, end).trim(), section.slice(end).trim()] as const;
      }),
    );
    const open = { config: { public: true }, schema: { hide: true } } as const;
    const send = (reply: FastifyReply, html: string) =>
      reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', READING_POLICY)
        .header('cache-control', 'public, max-age=300')
        .serializer(String)
        .send(html);

    app.get('/problems', open, async (_request, reply) =>
      send(reply, pageOf('Problems', toHtml(introduction.replace(/^# .*\n/, '')))),
    );
    app.get(
      '/problems/:code',
      { ...open, schema: { hide: true, params: Type.Object({ code: Type.String() }) } },
      async (request, reply) => {
        const { code } = request.params as { code: string };
        const text = texts.get(code);
        if (text === undefined || !Object.hasOwn(PROBLEMS, code)) return reply.callNotFound();
        const { title } = PROBLEMS[code as ProblemCode];
        return send(reply, pageOf(title, `<p><code>/problems/${code}</code></p>${toHtml(text)}`));
      },
    );
    app.get('/problems/style.css', open, async (_request, reply) =>
      reply.type('text/css; charset=utf-8').serializer(String).send(STYLE),
    );
  },
  { name: 'problem-pages' },
);

const LINKS = Object.keys(PROBLEMS)
  .map((code) => `<li><a href="/problems/${code}">${code}</a></li>`)
  .join('');

const pageOf = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><link rel="stylesheet" href="/problems/style.css"></head><body>
<nav aria-label="Problems"><h1><a href="/problems">Problems</a></h1><ul>${LINKS}</ul></nav>
<main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`;

/** Paragraphs, blocks of code, and `code` in a line: all the page is made of. */
export function toHtml(markdown: string): string {
  return markdown
    .split(/^```\w*\n([\s\S]*?)^```$/m)
    .map((part, index) =>
      index % 2 === 1
        ? `<pre>${escapeHtml(part)}</pre>`
        : part
            .split(/\n\n+/)
            .filter((paragraph) => paragraph.trim() !== '')
            .map((paragraph) => `<p>${withCode(paragraph.trim())}</p>`)
            .join('\n'),
    )
    .join('\n');
}

const withCode = (line: string): string =>
  line
    .split('`')
    .map((part, index) => (index % 2 === 1 ? `<code>${escapeHtml(part)}</code>` : escapeHtml(part)))
    .join('');

/**
 * Reads JSON bodies: no prototype tricks (`__proto__` is refused), no nesting deep enough to exhaust a stack, no text that
 * PostgreSQL cannot hold. An empty body counts as none.
 */
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { DomainError } from '#domain/errors.ts';
import { HttpProblem } from '../problems.ts';

const MAX_DEPTH = 100;
const JSON_TYPES = /^application\/(?:[\w.-]+\+)?json(?:\s*;|$)/;

export const jsonBody = fp(
  async (app: FastifyInstance) => {
    const parse = app.getDefaultJsonParser('error', 'error');
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(JSON_TYPES, { parseAs: 'string' }, (request, body, done) => {
      const text = typeof body === 'string' ? body : body.toString('utf8');
      if (text === '') return done(null, undefined);
      parse(request, text, (error, value: unknown) => {
        if (error)
          return done(
            new HttpProblem(
              'malformed_json',
              'The body is not valid JSON, or holds a key that is not allowed.',
            ),
          );
        try {
          demandPlain(value);
          done(null, value);
        } catch (refusal) {
          done(refusal instanceof Error ? refusal : new Error('refused', { cause: refusal }));
        }
      });
    });
  },
  { name: 'json-body' },
);

function demandPlain(root: unknown): void {
  const open: { value: unknown; pointer: string; depth: number }[] = [
    { value: root, pointer: '', depth: 0 },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, pointer, depth } = next;
    if (typeof value === 'string') {
      demandText(value, pointer);
    } else if (typeof value === 'object' && value !== null) {
      if (depth >= MAX_DEPTH)
        throw new HttpProblem(
          'malformed_json',
          `The body is nested deeper than ${MAX_DEPTH} levels.`,
        );
      for (const [name, inner] of Object.entries(value)) {
        demandText(name, pointer);
        if (typeof inner === 'string' || (typeof inner === 'object' && inner !== null)) {
          open.push({
            value: inner,
            pointer: `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
            depth: depth + 1,
          });
        }
      }
    }
  }
}

function demandText(text: string, pointer: string): void {
  if (!text.includes('\u0000') && text.isWellFormed()) return;
  const detail = 'holds a null character or half a surrogate pair.';
  throw new DomainError('invalid_input', 'The body has text that cannot be stored.', {
    errors: [{ pointer, detail }],
  });
}

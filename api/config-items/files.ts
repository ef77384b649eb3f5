/** Files of services and systems: foretold, taken in whole or not at all, and given out. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Static } from 'typebox';
import { exportItems } from '#domain/config-items/export-items.ts';
import { foretellImport, importItems } from '#domain/config-items/import-items.ts';
import type { ImportPlan } from '#domain/config-items/plan-import.ts';
import { invalid } from '#domain/errors.ts';
import { demandEverywhere } from '#domain/people/access.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { HttpProblem } from '../problems.ts';
import { CsvText, ImportAnswer, ImportBody, ImportQuery } from './file-schemas.ts';
import { READERS } from './policy.ts';

const tags = ['services and systems'];
const CSV = /^text\/csv(?:\s*;|$)/;
/** As many rows as a file may have, each of some length; in JSON it is held to what every body is. */
const LARGEST_FILE = 16 * 1024 * 1024;
const ROWS_TOLD = 500;

export const fileRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.addContentTypeParser(CSV, { parseAs: 'buffer', bodyLimit: LARGEST_FILE }, (_, body, done) => {
    try {
      done(null, new TextDecoder('utf-8', { fatal: true }).decode(body as Buffer));
    } catch {
      done(new HttpProblem('bad_request', 'The file is not in UTF-8.'));
    }
  });

  app.post(
    '/config-items/import',
    {
      config: { permission: 'configItem.manage' },
      schema: {
        tags,
        summary: 'Take a file of services and systems in, whole or not at all',
        consumes: ['text/csv', 'application/json'],
        querystring: ImportQuery,
        body: ImportBody,
        response: { 200: ImportAnswer },
      },
    },
    async (request) => {
      const { body } = request;
      const csv = storable(typeof body === 'string' ? body : body.csv);
      const isPreview = request.query.preview ?? false;
      return inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'configItem.manage');
        const plan = await (isPreview ? foretellImport(work, csv) : importItems(work, csv));
        return present(plan, isPreview);
      });
    },
  );

  app.get(
    '/config-items.csv',
    {
      config: { permission: READERS },
      schema: {
        tags,
        summary: 'Every service and system as a file that can be taken in again',
        produces: ['text/csv'],
        response: { 200: CsvText },
      },
    },
    async (request, reply) => {
      const csv = await inWork(request, (work) => exportItems(work));
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="services-and-systems.csv"')
        .serializer(String)
        .send(csv);
    },
  );
};

/** PostgreSQL holds no null characters. */
const storable = (csv: string): string =>
  csv.includes('\u0000') || !csv.isWellFormed()
    ? invalid('/csv', 'holds a null character or half a surrogate pair.')
    : csv;

function present(plan: ImportPlan, isPreview: boolean): Static<typeof ImportAnswer> {
  const { planned, unchanged, refused } = plan;
  const added = planned.filter(({ isNew }) => isNew).length;
  const rows = [
    ...refused.map(({ line, key, code, value, detail }) => ({
      line,
      key,
      name: '',
      act: 'refuse' as const,
      changes: {},
      problem: { code, value, detail },
    })),
    ...planned.map(({ line, isNew, item, changes }) => ({
      line,
      key: item.key,
      name: item.name,
      problem: null,
      act: isNew ? ('add' as const) : ('change' as const),
      changes: isNew ? {} : { ...changes },
    })),
  ];
  return {
    preview: isPreview,
    added,
    changed: planned.length - added,
    unchanged,
    refused: refused.length,
    rows: rows.slice(0, ROWS_TOLD),
  };
}

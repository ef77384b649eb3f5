/** /processes/:key/compare and going back to a former version: what would change, and publishing again what once was. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { demand } from '#domain/people/access.ts';
import { compareVersions, type Side } from '#domain/processes/compare-versions.ts';
import { withProofs } from '#domain/processes/proofs.ts';
import { publishAgain } from '#domain/processes/publish-again.ts';
import { PLAYING_MS, within } from '../patience.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { KeyParams } from '../schemas.ts';
import { Compared, CompareQuery } from './compare-schemas.ts';
import { presentCompared } from './present.ts';
import { Published, Republication } from './publish-schemas.ts';
import { VersionParams } from './schemas.ts';

const tags = ['processes'];

export const compareRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/processes/:key/compare',
    {
      config: { permission: 'process.read' },
      schema: {
        tags,
        summary: 'What two versions differ in; the present one and the caller’s draft unless said',
        params: KeyParams,
        querystring: CompareQuery,
        response: { 200: Compared },
      },
    },
    async (request) => {
      const { key } = request.params;
      const { from, to, author } = request.query;
      const sides = { from: toSide(from), to: toSide(to), author };
      return inWork(request, async (work, principal) => {
        if (sides.from === 'draft' || (sides.to ?? 'draft') === 'draft')
          demand(principal, 'process.author');
        return presentCompared(key, await compareVersions(work, principal, key, sides));
      });
    },
  );

  app.post(
    '/processes/:key/versions/:number/publish-again',
    {
      config: { permission: 'process.publish' },
      schema: {
        tags,
        summary: 'Publish what a former version says as a new version',
        params: VersionParams,
        body: Republication,
        response: { 201: Published },
      },
    },
    async (request, reply) => {
      const { key, number } = request.params;
      const published = await withProofs(app.store, (proofs) =>
        inWork(request, (work, principal) =>
          publishAgain(work, principal, key, number, {
            ...request.body,
            proofs,
            isOver: within(PLAYING_MS),
          }),
        ),
      );
      return reply
        .code(201)
        .header('location', `/api/v1/processes/${published.key}/versions/${published.version}`)
        .send(published);
    },
  );
};

const toSide = (text: string | undefined): Side | undefined =>
  text === undefined || text === 'draft' ? text : Number(text);

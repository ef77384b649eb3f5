/** /processes/{key}/moves and /moves: running work to another version, previewed, at a pace, and back. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  type Batch,
  continueBatch,
  createBatch,
  getBatch,
  stopBatch,
} from '#domain/moves/batches.ts';
import { planMoves, readMoves } from '#domain/moves/plan.ts';
import { batchesOf, movedRuns } from '#domain/moves/read.ts';
import { undoBatch } from '#domain/moves/undo.ts';
import { demandEverywhere, type Principal } from '#domain/people/access.ts';
import type { Work } from '#domain/work.ts';
import { toIso, toIsoOrNull } from '../instants.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { IdParams, KeyParams, PageQuery } from '../schemas.ts';
import {
  Move,
  MovedRuns,
  MovePreview,
  MovePreviewRequest,
  Moves,
  NewMove,
  Undone,
} from './schemas.ts';

const tags = ['moves'];
const OPERATE = { permission: 'run.operate' } as const;
const PREVIEW = 100;

export const moveRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/processes/:key/moves/preview',
    {
      config: OPERATE,
      schema: {
        tags,
        summary: 'What moving open runs to another version would do to each; nothing is done',
        params: KeyParams,
        body: MovePreviewRequest,
        response: { 200: MovePreview },
      },
    },
    async (request) => {
      const { limit = PREVIEW, ...wanted } = request.body;
      const read = await inWork(request, (work, principal) => {
        demandEverywhere(principal, 'run.operate');
        return readMoves(work, request.params.key, wanted, limit);
      });
      const { total, runs: items } = await planMoves(read);
      const moving = items.filter(({ moves }) => moves).length;
      return {
        total,
        looked: items.length,
        moving,
        held: items.length - moving,
        items: items.map((item) => ({
          ...item,
          holds: [...item.holds],
          landings: [...item.landings],
          begun: [...item.begun],
          forgotten: [...item.forgotten],
        })),
      };
    },
  );

  app.post(
    '/processes/:key/moves',
    {
      config: OPERATE,
      schema: {
        tags,
        summary: 'Move open runs to another version',
        params: KeyParams,
        body: NewMove,
        response: { 201: Move },
      },
    },
    async (request, reply) => {
      const shown = await inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'run.operate');
        return present(work, await createBatch(work, request.params.key, request.body));
      });
      etag(reply, shown.version);
      return reply.code(201).send(shown);
    },
  );

  app.get(
    '/processes/:key/moves',
    {
      config: OPERATE,
      schema: {
        tags,
        summary: 'The moves of a process, the latest first',
        params: KeyParams,
        response: { 200: Moves },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'run.operate');
        return { items: (await batchesOf(work, request.params.key)).map(toMove) };
      }),
  );

  app.get(
    '/moves/:id',
    {
      config: OPERATE,
      schema: { tags, summary: 'How far a move is', params: IdParams, response: { 200: Move } },
    },
    async (request, reply) => {
      const shown = await change(request, async () => undefined);
      etag(reply, shown.version);
      return shown;
    },
  );

  app.get(
    '/moves/:id/runs',
    {
      config: OPERATE,
      schema: {
        tags,
        summary: 'What became of each run of a move',
        params: IdParams,
        querystring: Type.Object(PageQuery, { additionalProperties: false }),
        response: { 200: MovedRuns },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 1);
      return inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'run.operate');
        await getBatch(work, request.params.id);
        const rows = await movedRuns(work, request.params.id, take, after ? Number(after[0]) : -1);
        return toPage(
          rows,
          limit,
          ({ ord: _, at, ...row }) => ({
            ...row,
            holds: [...row.holds],
            landings: [...row.landings],
            at: toIsoOrNull(at),
          }),
          (row) => [String(row.ord)],
        );
      });
    },
  );

  for (const [verb, summary, act] of [
    ['continue', 'Let the rest follow', continueBatch],
    ['stop', 'Leave the rest where it is', stopBatch],
  ] as const) {
    app.post(
      `/moves/:id/${verb}`,
      {
        config: OPERATE,
        schema: { tags, summary, params: IdParams, response: { 200: Move } },
      },
      async (request, reply) => {
        const shown = await change(request, (work, id) => act(work, id, ifMatch(request)));
        etag(reply, shown.version);
        return shown;
      },
    );
  }

  app.post(
    '/moves/:id/undo',
    {
      config: OPERATE,
      schema: {
        tags,
        summary: 'Take it back for every run that has not gone on since',
        params: IdParams,
        response: { 200: Undone },
      },
    },
    async (request) =>
      inWork(request, (work, principal) => {
        demandEverywhere(principal, 'run.operate');
        return undoBatch(work, request.params.id, ifMatch(request));
      }),
  );
};

type Asked = Parameters<typeof inWork>[0] & { readonly params: { readonly id: string } };

/** The move after this, for somebody who may operate every run. */
function change(request: Asked, act: (work: Work, id: string) => Promise<void>) {
  return inWork(request, async (work, principal: Principal) => {
    demandEverywhere(principal, 'run.operate');
    await act(work, request.params.id);
    return present(work, request.params.id);
  });
}

const present = async (work: Work, id: string) => toMove(await getBatch(work, id));

const toMove = (batch: Batch) => ({
  ...batch,
  mapping: { ...batch.mapping },
  counts: { ...batch.counts },
  createdAt: toIso(batch.createdAt),
});

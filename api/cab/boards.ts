/** `/cab/boards`: who sits on them and when they meet. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { getBoard, listBoards } from '#domain/cab/board.ts';
import { changeBoard, createBoard, removeBoard } from '#domain/cab/boards.ts';
import { demand } from '#domain/people/access.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Nothing } from '../schemas.ts';
import { Board, BoardParams, BoardPatch, BoardQuery, Boards, NewBoard } from './board-schemas.ts';
import { demandBoards } from './policy.ts';
import { presentBoard } from './present.ts';

const tags = ['cab'];
const MANAGES = { permission: 'cab.manage' } as const;
const READS = { permission: ['cab.manage', 'process.read', 'ticket.read'] } as const;

/** A board of which nothing is said meets for an hour, with its agenda closed a day before, and needs two. */
const USUAL = {
  description: '',
  meets: null,
  minutes: 60,
  cutOffMinutes: 24 * 60,
  quorum: 2,
  virtual: false,
} as const;

export const boardRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/cab/boards',
    {
      config: READS,
      schema: {
        tags,
        summary: 'Boards, by key',
        querystring: BoardQuery,
        response: { 200: Boards },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 1);
      return inWork(request, async (work, principal) => {
        demandBoards(principal);
        const rows = await listBoards(work, { take, after: after ? String(after[0]) : null });
        return toPage(
          rows,
          limit,
          (row) => presentBoard(row, principal),
          (row) => [row.key],
        );
      });
    },
  );

  app.post(
    '/cab/boards',
    {
      config: MANAGES,
      schema: { tags, summary: 'Add a board', body: NewBoard, response: { 201: Board } },
    },
    async (request, reply) => {
      const { members, ...fields } = request.body;
      const made = await inWork(request, async (work, principal) => {
        demand(principal, 'cab.manage');
        return presentBoard(await createBoard(work, { ...USUAL, ...fields }, members), principal);
      });
      etag(reply, made.version);
      return reply.code(201).header('location', `/api/v1/cab/boards/${made.id}`).send(made);
    },
  );

  app.get(
    '/cab/boards/:board',
    {
      config: READS,
      schema: { tags, summary: 'A board', params: BoardParams, response: { 200: Board } },
    },
    async (request, reply) => {
      const found = await inWork(request, async (work, principal) => {
        demandBoards(principal);
        return presentBoard(await getBoard(work, request.params.board), principal);
      });
      etag(reply, found.version);
      return found;
    },
  );

  app.patch(
    '/cab/boards/:board',
    {
      config: MANAGES,
      schema: {
        tags,
        summary: 'Change a board; what has not been sent out yet follows',
        params: BoardParams,
        body: BoardPatch,
        response: { 200: Board },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const changed = await inWork(request, async (work, principal) => {
        demand(principal, 'cab.manage');
        const { board } = request.params;
        return presentBoard(await changeBoard(work, board, request.body, expected), principal);
      });
      etag(reply, changed.version);
      return changed;
    },
  );

  app.delete(
    '/cab/boards/:board',
    {
      config: MANAGES,
      schema: {
        tags,
        summary: 'Remove a board that has never met and has nothing before it',
        params: BoardParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      await inWork(request, async (work, principal) => {
        demand(principal, 'cab.manage');
        await removeBoard(work, request.params.board, expected);
      });
      return reply.code(204).send();
    },
  );
};

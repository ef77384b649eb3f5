/** POST /tickets/clocks/foretell: the clocks of a ticket that is only played, as its story goes. Nothing is written. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { foretell } from '#domain/clocks/foretell.ts';
import { configurationOf } from '#domain/configuration.ts';
import { TICKET_TYPES } from '#engine/definition.ts';
import type { JsonObject } from '#engine/json.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Choice, Input, Instant, Nullable } from '../schemas.ts';
import { Clock } from './part-schemas.ts';
import { presentClocks } from './present-clock.ts';

/** Each task is followed through every moment while others wait for their answers: no real story is as long. */
const MOMENTS_MAX = 500;
const SUBJECTS_MAX = 200;

const Text = Type.String({ maxLength: 400 });

const StoryBody = Input({
  at: Type.String({ format: 'date-time', description: 'Until when the story is told.' }),
  moments: Type.Array(
    Input({
      at: Type.String({ format: 'date-time' }),
      happening: Choice(['opened', 'changed', 'agentAnswered', 'requesterAnswered']),
      ticket: Type.Object(
        { type: Choice(TICKET_TYPES), status: Text },
        { additionalProperties: true, description: 'All its facts after it.' },
      ),
    }),
    { minItems: 1, maxItems: MOMENTS_MAX, description: 'In order; with the first it is opened.' },
  ),
  requester: Type.Record(Type.String(), Type.Unknown()),
  subjects: Type.Array(
    Input({
      kind: Choice(['task', 'approval']),
      name: Text,
      element: Text,
      process: Text,
      openedAt: Type.String({ format: 'date-time' }),
      closedAt: Nullable(Type.String({ format: 'date-time' })),
    }),
    { maxItems: SUBJECTS_MAX, description: 'Its tasks and approvals.' },
  ),
});

const Foretold = Type.Object({
  clocks: Type.Array(Clock),
  told: Type.Array(
    Type.Object({
      clock: Type.String({ description: 'The id of one of `clocks`.' }),
      name: Type.String(),
      subject: Nullable(Type.String({ description: 'The task or approval it is about.' })),
      threshold: Type.String(),
      nth: Type.Integer(),
      at: Instant,
      isBreach: Type.Boolean(),
      actions: Type.Array(Type.String()),
    }),
    { description: 'Every threshold that falls due in the story, in time.' },
  ),
  nextAt: Nullable(Instant),
});

const utc = (instant: string): string => new Date(instant).toISOString();

export const foretellRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/tickets/clocks/foretell',
    {
      config: { permission: 'process.read' },
      schema: {
        tags: ['tickets'],
        summary: 'The clocks a ticket would have, and what they would tell, in a story about it',
        body: StoryBody,
        response: { 200: Foretold },
      },
    },
    async (request) =>
      inWork(request, async (work) => {
        const { at, moments, requester, subjects } = request.body;
        const story = {
          at: utc(at),
          moments: moments
            .map((one) => ({ ...one, at: utc(one.at), ticket: one.ticket as JsonObject }))
            .toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0)),
          requester: requester as JsonObject,
          subjects: subjects.map(({ openedAt, closedAt, ...subject }) => ({
            ...subject,
            state: closedAt === null ? 'open' : 'completed',
            opened_at: utc(openedAt),
            closed_at: closedAt === null ? null : utc(closedAt),
          })),
        };
        const { accounts, told, nextAt } = foretell(await configurationOf(work), story, work.now);
        return {
          clocks: presentClocks(accounts, true),
          told: told.map((one) => ({ ...one, actions: [...one.actions] })),
          nextAt,
        };
      }),
  );
};

/** /major-incidents/:id/…: telling stakeholders, standing it down, taking it back, and its review. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { resolveMajor, reviewMajor, withdrawMajor } from '#domain/major/change.ts';
import { getMajor, type MajorIncident as Major } from '#domain/major/major-incident.ts';
import { previewUpdate, readUpdates, sendUpdate } from '#domain/major/updates.ts';
import type { Permission, Principal } from '#domain/people/access.ts';
import { sql } from '#domain/tickets/sql.ts';
import { readTimeline } from '#domain/tickets/timeline.ts';
import type { Work } from '#domain/work.ts';
import { pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { presentTimelineEvent, TimelineEvents, toTimelinePlace } from '../timeline.ts';
import { presentMajor } from './present.ts';
import {
  MajorIncident,
  MajorParams,
  NewReview,
  NewUpdate,
  Resolution,
  Update,
  UpdatePreview,
  Updates,
  UpdatesQuery,
  Withdrawal,
} from './schemas.ts';

const tags = ['major incidents'];
const DESK: readonly Permission[] = ['majorIncident.declare', 'ticket.update'];
const READ = { permission: DESK } as const;

const done = async (
  request: FastifyRequest,
  reply: FastifyReply,
  act: (work: Work, principal: Principal) => Promise<Major>,
) => {
  const after = await inWork(request, async (work, principal) =>
    presentMajor(await act(work, principal), principal),
  );
  etag(reply, after.version);
  return after;
};

export const actRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/major-incidents/:id/updates',
    {
      config: READ,
      schema: {
        tags,
        summary: 'What stakeholders were told, the latest first',
        params: MajorParams,
        querystring: UpdatesQuery,
        response: { 200: Updates },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 1);
      return inWork(request, async (work) => {
        const { id } = await getMajor(work, request.params.id);
        const rows = await readUpdates(work, id, { take, after: after ? String(after[0]) : null });
        return toPage(
          rows,
          limit,
          (row) => row,
          (row) => [row.id],
        );
      });
    },
  );

  app.post(
    '/major-incidents/:id/updates/preview',
    {
      config: READ,
      schema: {
        tags,
        summary: 'An update as it would be read, and by whom; nothing is sent',
        params: MajorParams,
        body: NewUpdate,
        response: { 200: UpdatePreview },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const shown = await previewUpdate(work, principal, request.params.id, request.body);
        return { ...shown, recipients: [...shown.recipients] };
      }),
  );

  app.post(
    '/major-incidents/:id/updates',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Tell the stakeholders; each is mailed once',
        params: MajorParams,
        body: NewUpdate,
        response: { 201: Update },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const sent = await inWork(request, (work, principal) =>
        sendUpdate(work, principal, request.params.id, request.body, expected),
      );
      return reply.code(201).send(sent);
    },
  );

  app.get(
    '/major-incidents/:id/events',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Its decisive moments, oldest first',
        params: MajorParams,
        querystring: UpdatesQuery,
        response: { 200: TimelineEvents },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 2);
      return inWork(request, async (work) => {
        const { id } = await getMajor(work, request.params.id);
        const of = sql("e.subject_kind = 'majorIncident' and e.subject_id = ?", id);
        const page = { take, after: toTimelinePlace(after), inside: 'all' } as const;
        const rows = await readTimeline(work, of, page);
        return toPage(rows, limit, presentTimelineEvent, (row) => [row.at.toISOString(), row.id]);
      });
    },
  );

  app.post(
    '/major-incidents/:id/resolve',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Stand it down: the incident and what follows it are resolved with one note',
        params: MajorParams,
        body: Resolution,
        response: { 200: MajorIncident },
      },
    },
    (request, reply) => {
      const expected = ifMatch(request);
      const { note, tells = true } = request.body;
      return done(request, reply, (work, principal) =>
        resolveMajor(work, principal, request.params.id, { note, tells }, expected),
      );
    },
  );

  app.post(
    '/major-incidents/:id/withdraw',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Take the declaration back; the incident stays',
        params: MajorParams,
        body: Withdrawal,
        response: { 200: MajorIncident },
      },
    },
    (request, reply) => {
      const expected = ifMatch(request);
      return done(request, reply, (work, principal) =>
        withdrawMajor(work, principal, request.params.id, request.body.reason, expected),
      );
    },
  );

  app.post(
    '/major-incidents/:id/review',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Write its review; each action becomes a task, and the incident is closed',
        params: MajorParams,
        body: NewReview,
        response: { 200: MajorIncident },
      },
    },
    (request, reply) => {
      const expected = ifMatch(request);
      return done(request, reply, (work, principal) =>
        reviewMajor(work, principal, request.params.id, request.body, expected),
      );
    },
  );
};

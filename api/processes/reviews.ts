/** /processes/:key and its drafts: whether publishing needs a review, a colleague's draft to look at, and what is said of it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { draftOf } from '#domain/processes/drafts.ts';
import { getProcess } from '#domain/processes/read-processes.ts';
import { requireReview, reviewDraft } from '#domain/processes/review-draft.ts';
import { loosenedSince, reviewedOf } from '#domain/processes/reviewed.ts';
import { findReview } from '#domain/processes/reviews.ts';
import { toIso } from '../instants.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { KeyParams } from '../schemas.ts';
import { presentProcess, presentReview } from './present.ts';
import {
  AuthorParams,
  ColleaguesDraft,
  NewReview,
  Process,
  ProcessChange,
  Review,
} from './schemas.ts';

const tags = ['processes'];
const PUBLISH = { permission: 'process.publish' } as const;

export const reviewRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.patch(
    '/processes/:key',
    {
      config: PUBLISH,
      schema: {
        tags,
        summary: 'Say whether a colleague must approve a draft before it is published',
        params: KeyParams,
        body: ProcessChange,
        response: { 200: Process },
      },
    },
    async (request, reply) => {
      const shown = await inWork(request, async (work, principal) => {
        const { key } = request.params;
        await requireReview(work, principal, key, request.body.reviewRequired, ifMatch(request));
        return presentProcess(await getProcess(work, principal, key), principal);
      });
      etag(reply, shown.revision);
      return shown;
    },
  );

  app.get(
    '/processes/:key/drafts/:author',
    {
      config: { permission: ['process.author', 'process.publish'] },
      schema: {
        tags,
        summary: 'One author’s draft, and what a colleague has said of it',
        params: AuthorParams,
        response: { 200: ColleaguesDraft },
      },
    },
    async (request) =>
      inWork(request, async (work) => {
        const { key, author } = request.params;
        const draft = await draftOf(work, author, key);
        const { definition, sha256, calls, required } = await reviewedOf(work, draft);
        const loosened = await loosenedSince(work, draft.processId);
        const review = await findReview(work, draft, { sha256 });
        return {
          definition: { ...definition },
          baseVersion: draft.baseVersion ?? null,
          revision: draft.revision,
          updatedAt: toIso(draft.updatedAt),
          sha256,
          calls: [...calls],
          required: [...required],
          loosened: loosened.map(({ at, ...one }) => ({ ...one, at: toIso(at) })),
          review: review && presentReview(review),
        };
      }),
  );

  app.post(
    '/processes/:key/drafts/:author/review',
    {
      config: PUBLISH,
      schema: {
        tags,
        summary: 'Approve or reject exactly what a colleague’s draft says',
        params: AuthorParams,
        body: NewReview,
        response: { 201: Review },
      },
    },
    async (request, reply) => {
      const { key, author } = request.params;
      const review = await inWork(request, async (work, principal) =>
        presentReview(await reviewDraft(work, principal, key, author, request.body)),
      );
      return reply.code(201).send(review);
    },
  );
};

/** /processes/:key/draft: the caller's own, checked, published, discarded; and who else is working on the process. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { demandDefinition } from '#domain/processes/check-definition.ts';
import { discardDraft, draftOrPresent, getDraft, saveDraft } from '#domain/processes/drafts.ts';
import { findingsIn, lintContext } from '#domain/processes/lint-context.ts';
import { withProofs } from '#domain/processes/proofs.ts';
import { publishDraft } from '#domain/processes/publish.ts';
import { getProcess, listDrafts } from '#domain/processes/read-processes.ts';
import type { Definition } from '#engine/definition.ts';
import type { LintContext } from '#engine/lint/index.ts';
import { toIso } from '../instants.ts';
import { PLAYING_MS, within } from '../patience.ts';
import { etag, ifMatch, ifNoneMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { KeyParams, Nothing } from '../schemas.ts';
import { presentFinding } from './present.ts';
import { Publication, Published } from './publish-schemas.ts';
import { toWay } from './rollout.ts';
import {
  DefinitionBody,
  Draft,
  DraftQuery,
  Drafts,
  Findings,
  SavedDraft,
  VersionQuery,
} from './schemas.ts';

const tags = ['processes'];
const AUTHOR = { permission: 'process.author' } as const;

export const draftRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/processes/:key/draft',
    {
      config: AUTHOR,
      schema: {
        tags,
        summary: 'The caller’s own draft',
        params: KeyParams,
        response: { 200: Draft },
      },
    },
    async (request, reply) => {
      const shown = await inWork(request, async (work, principal) => {
        const { definition, baseVersion, revision, updatedAt } = await getDraft(
          work,
          principal,
          request.params.key,
        );
        return {
          definition: { ...definition },
          baseVersion: baseVersion ?? null,
          revision,
          updatedAt: toIso(updatedAt),
        };
      });
      etag(reply, shown.revision);
      return shown;
    },
  );

  app.put(
    '/processes/:key/draft',
    {
      config: AUTHOR,
      schema: {
        tags,
        summary:
          'Save the caller’s draft; a new key makes a new process, and If-None-Match: * nothing else',
        params: KeyParams,
        querystring: DraftQuery,
        body: DefinitionBody,
        response: { 200: SavedDraft },
      },
    },
    async (request, reply) => {
      const saved = await inWork(request, async (work, principal) => {
        const definition = demandDefinition(request.body);
        const options = {
          expectedRevision: ifMatch(request),
          isNew: ifNoneMatch(request),
          baseVersion: request.query.baseVersion,
        };
        const { revision, baseVersion } = await saveDraft(
          work,
          principal,
          request.params.key,
          definition,
          options,
        );
        const context = await lintContext(work, definition);
        return { definition, context, revision, baseVersion: baseVersion ?? null };
      });
      const { revision, baseVersion } = saved;
      etag(reply, revision);
      return { revision, baseVersion, findings: await presentFindings(request, saved) };
    },
  );

  app.delete(
    '/processes/:key/draft',
    {
      config: AUTHOR,
      schema: {
        tags,
        summary: 'Throw the caller’s draft away',
        params: KeyParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await inWork(request, (work, principal) =>
        discardDraft(work, principal, request.params.key, ifMatch(request)),
      );
      return reply.code(204).send();
    },
  );

  app.get(
    '/processes/:key/drafts',
    {
      config: AUTHOR,
      schema: {
        tags,
        summary: 'All authors’ drafts, the latest first',
        params: KeyParams,
        querystring: VersionQuery,
        response: { 200: Drafts },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        await getProcess(work, principal, request.params.key);
        const drafts = await listDrafts(work, request.params.key);
        return {
          items: drafts.map((draft) => ({ ...draft, updatedAt: toIso(draft.updatedAt) })),
          nextCursor: null,
        };
      }),
  );

  app.post(
    '/processes/:key/draft/validate',
    {
      config: AUTHOR,
      schema: {
        tags,
        summary: 'What the lint says of the caller’s draft, else of the present or latest version',
        params: KeyParams,
        response: { 200: Findings },
      },
    },
    async (request) => {
      const read = await inWork(request, async (work, principal) => {
        const { definition, version } = await draftOrPresent(work, principal, request.params.key);
        return { version, definition, context: await lintContext(work, definition) };
      });
      return { version: read.version, findings: await presentFindings(request, read) };
    },
  );

  app.post(
    '/processes/:key/draft/publish',
    {
      config: { permission: 'process.publish' },
      schema: {
        tags,
        summary:
          'Publish the caller’s draft: new runs take it at once, or from an instant on, or a share of them',
        params: KeyParams,
        body: Publication,
        response: { 201: Published },
      },
    },
    async (request, reply) => {
      const published = await withProofs(app.store, (proofs) =>
        inWork(request, (work, principal) =>
          publishDraft(work, principal, request.params.key, {
            proofs,
            note: request.body.note,
            waiver: request.body.waiver,
            expectedRevision: ifMatch(request),
            isOver: within(PLAYING_MS),
            way: toWay(request.body),
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

/** Behind the transaction that has read what they are about: to prove something may take seconds. */
async function presentFindings(
  { server }: FastifyRequest,
  { context, definition }: { readonly context: LintContext; readonly definition: Definition },
) {
  const findings = await withProofs(server.store, async (proofs) =>
    findingsIn(context, definition, proofs),
  );
  return findings.map(presentFinding);
}

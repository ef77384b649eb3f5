/** /change-questions and /changes/:id/risk: what is asked about changes, and how risky one is for which reasons. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { findChange } from '#domain/changes/change.ts';
import { changeQuestions, saveQuestions } from '#domain/changes/questions.ts';
import { riskOf } from '#domain/changes/risk.ts';
import { DomainError } from '#domain/errors.ts';
import type { Permission } from '#domain/people/access.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { TicketPartParams } from '../ticket-part.ts';
import { allowedOnChange, demandSchedule, insideChange, MANAGERS } from './policy.ts';
import { presentQuestions, presentRisk } from './risk-present.ts';
import * as schemas from './risk-schemas.ts';

const tags = ['changes'];
/** Whoever plans a change answers them. */
const READERS: readonly Permission[] = ['ticket.update', ...MANAGERS];

export const changeRiskRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/change-questions',
    {
      config: { permission: READERS },
      schema: {
        tags,
        summary: 'What is asked about changes, in its order',
        response: { 200: schemas.Questions },
      },
    },
    async (request, reply) => {
      const shown = await inWork(request, async (work, principal) =>
        presentQuestions(principal, await changeQuestions(work)),
      );
      etag(reply, shown.version);
      return shown;
    },
  );

  app.put(
    '/change-questions',
    {
      config: { permission: MANAGERS },
      schema: {
        tags,
        summary: 'Save what is asked; what was answered stays on record',
        body: schemas.QuestionsBody,
        response: { 200: schemas.Questions },
      },
    },
    async (request, reply) => {
      const saved = await inWork(request, async (work, principal) => {
        demandSchedule(principal);
        const { questions } = request.body;
        return presentQuestions(principal, await saveQuestions(work, questions, ifMatch(request)));
      });
      etag(reply, saved.version);
      return saved;
    },
  );

  app.get(
    '/changes/:id/risk',
    {
      config: { permission: 'ticket.read' },
      schema: {
        tags,
        summary: 'How risky it is, why, and what is not answered yet',
        params: TicketPartParams,
        response: { 200: schemas.ChangeRisk },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const ticket = await insideChange(work, principal, request.params.id);
        const change = await findChange(work, ticket.id);
        if (!change) throw new DomainError('not_found', 'There is no such change.');
        const allowed = allowedOnChange(principal, ticket).filter(
          (act) => act !== 'judgeRisk' || change.standard === null,
        );
        return presentRisk(await riskOf(work, change), change.version, allowed);
      }),
  );
};

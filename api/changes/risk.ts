/** /change-questions and /changes/:id/risk: what is asked about changes, and how risky one is for which reasons. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Static } from 'typebox';
import { findChange } from '#domain/changes/change.ts';
import { type ChangeQuestions, changeQuestions, saveQuestions } from '#domain/changes/questions.ts';
import { type ChangeRisk, riskOf } from '#domain/changes/risk.ts';
import { DomainError } from '#domain/errors.ts';
import type { Permission, Principal } from '#domain/people/access.ts';
import type { Question } from '#engine/changes/questions.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { TicketPartParams } from '../ticket-part.ts';
import {
  allowedOnChange,
  demandSchedule,
  insideChange,
  MANAGERS,
  managesSchedule,
} from './policy.ts';
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
        const allowed = allowedOnChange(principal, ticket);
        return presentRisk(await riskOf(work, change), change.version, allowed);
      }),
  );
};

const presentQuestions = (
  principal: Principal,
  { questions, version }: ChangeQuestions,
): Static<typeof schemas.Questions> => ({
  questions: questions.map(presentQuestion),
  version,
  allowed: managesSchedule(principal) ? ['read', 'edit'] : ['read'],
});

const presentQuestion = ({ kinds, options, ...question }: Question) => ({
  ...question,
  kinds: [...kinds],
  options: options.map((option) => ({ ...option })),
});

const presentRisk = (
  { riskBy, riskReason, questions, reasons, unanswered, ...risk }: ChangeRisk,
  version: number,
  allowed: string[],
): Static<typeof schemas.ChangeRisk> => ({
  ...risk,
  ...{ by: riskBy, reason: riskReason },
  reasons: reasons.map(({ texts, ...one }) => ({ ...one, texts: [...texts] })),
  questions: questions.map(({ answer, ...question }) => ({
    ...presentQuestion(question),
    answer,
  })),
  unanswered: [...unanswered],
  ...{ version, allowed },
});

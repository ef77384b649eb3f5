/**
 * Opening a ticket over HTTP. Without an Idempotency-Key it is one round trip to the database; with one, the ticket and the
 * kept answer share a transaction. Who may only open tickets of their own says nothing about who works on them.
 */
import type { FastifyRequest } from 'fastify';
import { type PlanPatch, planChange } from '#domain/changes/edit-plan.ts';
import { patchedFacts } from '#domain/changes/patched-facts.ts';
import { changeQuestions } from '#domain/changes/questions.ts';
import { setAffected } from '#domain/config-items/affected.ts';
import {
  type NewTicket as Opening,
  openTicket,
  openTicketAtOnce,
} from '#domain/desk/open-ticket.ts';
import { DomainError, invalid } from '#domain/errors.ts';
import { demand, may, type Principal } from '#domain/people/access.ts';
import {
  planFrom,
  type StandardOpening,
  standardToOpen,
  withItems,
} from '#domain/standard-changes/open.ts';
import { mayOn } from '#domain/tickets/policy.ts';
import { findTicket } from '#domain/tickets/read.ts';
import type { Work } from '#domain/work.ts';
import { type PlanFacts, USUAL_PLAN } from '#engine/changes/plan.ts';
import { pointsOf, unansweredOf } from '#engine/changes/questions.ts';
import { principalOf } from '../plugins/principal.ts';
import { inWork, whoOf } from '../plugins/unit-of-work.ts';
import { demandStandardKind } from '../standard-kind.ts';
import { upToDate } from '../up-to-date.ts';
import { presentTicket } from './present.ts';
import type { NewTicket } from './schemas.ts';

type Presented = ReturnType<typeof presentTicket>;

const WORKED_BY = ['queue', 'assignee', 'priority'] as const;

export async function openFor(request: FastifyRequest, body: NewTicket): Promise<Presented> {
  const principal = principalOf(request);
  const { configItems = [], change, ...rest } = body;
  const opening = toOpening(principal, rest);
  if (change && body.type !== 'change') invalid('/change', 'is of a change only.');
  if (configItems.length > 0 || change) {
    const said = { configItems: configItems.length > 0, change: change !== undefined };
    demandWorker(
      principal,
      (['configItems', 'change'] as const).filter((field) => said[field]),
    );
    return upToDate(request, () =>
      inWork(request, async (work) => {
        const planned = change && (await plannedAs(work, principal, change));
        const items = withItems([...new Set(configItems)], planned?.followed);
        const { ticket } = await openTicket(work, {
          ...opening,
          configItems: items,
          ...(planned ? { change: await factsOf(work, planned) } : {}),
          ...(planned?.followed && opening.category === undefined
            ? { category: planned.followed.category }
            : {}),
        });
        const { id } = ticket;
        if (items.length > 0) await setAffected(work, id, items, { pointer: '/configItems' });
        if (planned)
          await planChange(work, id, planned.plan, {
            pointer: '/change',
            isOpening: true,
            mayJudge: mayOn(principal, 'cab.manage', ticket),
            standard: planned.followed?.standard,
          });
        return presentTicket((await findTicket(work, id)) ?? ticket, principal);
      }),
    );
  }
  if (request.headers['idempotency-key'] === undefined) {
    const { ticket } = await openTicketAtOnce(
      request.server.store,
      whoOf(request, principal),
      opening,
    );
    return presentTicket(ticket, principal);
  }
  return upToDate(request, () =>
    inWork(request, async (work) =>
      presentTicket((await openTicket(work, opening)).ticket, principal),
    ),
  );
}

type Planned = {
  readonly plan: PlanPatch;
  /** The standard change it is opened from. */
  readonly followed?: StandardOpening;
};

async function plannedAs(
  work: Work,
  principal: Principal,
  { standard, ...plan }: NonNullable<NewTicket['change']>,
): Promise<Planned> {
  if (standard === undefined) {
    if (plan.kind === 'standard') demandStandardKind(principal, '/change/kind');
    return { plan };
  }
  const followed = await standardToOpen(work, standard, '/change/standard');
  return { plan: planFrom(followed, plan, '/change'), followed };
}

/** What begins with it sees it planned; whether it can be is said when it is. */
async function factsOf(work: Work, { plan, followed }: Planned): Promise<Partial<PlanFacts>> {
  const { kind = USUAL_PLAN.kind, risk = null, riskReason = '', answers = {} } = plan;
  const { questions } = await changeQuestions(work);
  const riskBy = followed ? 'standard' : riskReason.trim() === '' ? 'rules' : 'person';
  return {
    ...patchedFacts(plan),
    points: pointsOf(questions, kind, answers),
    unanswered: unansweredOf(questions, kind, answers),
    risk,
    riskBy: risk === null ? null : riskBy,
  };
}

type Plain = Omit<NewTicket, 'configItems' | 'change'>;

function toOpening(principal: Principal, body: Plain): Opening {
  if (demand(principal, 'ticket.create') === 'own') demandOwn(principal, body);
  demandWorker(
    principal,
    WORKED_BY.filter((field) => body[field] !== undefined && body[field] !== null),
  );
  return {
    ...body,
    description: body.description ?? '',
    dueAt: body.dueAt ? new Date(body.dueAt) : null,
  };
}

/** @throws DomainError not_permitted for fields that only those who work on tickets may say */
function demandWorker(principal: Principal, fields: readonly string[]): void {
  if (fields.length === 0 || may(principal, 'ticket.update')) return;
  throw new DomainError('not_permitted', 'You may open a ticket, not say who works on it.', {
    errors: fields.map((field) => ({
      pointer: `/${field}`,
      detail: 'Those who work on tickets say this.',
    })),
  });
}

function demandOwn(principal: Principal, body: Plain): void {
  const { requester, organization } = body;
  if (
    requester !== undefined &&
    requester !== principal.personId &&
    requester.toLowerCase() !== principal.email
  ) {
    throw new DomainError('not_permitted', 'You may open tickets for yourself only.', {
      errors: [{ pointer: '/requester', detail: 'Leave it out.' }],
    });
  }
  if (organization !== undefined && organization !== principal.organizationId) {
    throw new DomainError('not_permitted', 'Your tickets belong to your own organization.', {
      errors: [{ pointer: '/organization', detail: 'Leave it out.' }],
    });
  }
}

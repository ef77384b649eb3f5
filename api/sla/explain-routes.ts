/** /sla/policies/explain: which clock wins, shown and not guessed. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Clock } from '#domain/clocks/clock.ts';
import { type ExplainedPolicy, explainClocks } from '#domain/clocks/explain.ts';
import { demandPolicy } from '#domain/clocks/policies.ts';
import { invalid } from '#domain/errors.ts';
import { demandEverywhere } from '#domain/people/access.ts';
import type { Work } from '#domain/work.ts';
import { toIsoOrNull } from '../instants.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { readableTicket } from '../ticket-part.ts';
import { ExplainBody, Explanation } from './explain-schemas.ts';

export const explainRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/sla/policies/explain',
    {
      config: { permission: 'settings.manage' },
      schema: {
        tags: ['service targets'],
        summary: 'Which service targets hold for a ticket, and why the others do not',
        body: ExplainBody,
        response: { 200: Explanation },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        demandEverywhere(principal, 'settings.manage');
        const { ticket: ref, facts: imagined, draft } = request.body;
        if ((ref === undefined) === (imagined === undefined))
          return invalid('/ticket', 'Give a ticket or facts, and not both.');
        const ticket = ref === undefined ? null : await readableTicket(work, principal, ref);
        const { today, facts, policies } = await explainClocks(work, {
          ...(ticket ? { ticketId: ticket.id } : {}),
          ...(imagined ? { imagined } : {}),
          ...(draft ? { draft: demandPolicy(draft, '/draft') } : {}),
        });
        return {
          today,
          ticket: ticket && { id: ticket.id, number: ticket.number, title: ticket.title },
          organization: facts.organization as { key: string; tier: string | null } | null,
          contract: facts.contract as { key: string; tier: string | null } | null,
          clocks: ticket ? await promisedTo(work, ticket.id) : [],
          policies: policies.map(present),
        };
      }),
  );
};

/** What its clocks go by, which may be older than what would hold if they began now. */
async function promisedTo(work: Work, ticketId: string) {
  const clocks = await work.em.find(
    Clock,
    { subjectId: ticketId },
    { orderBy: { startedAt: 'asc', id: 'asc' } },
  );
  return clocks.map(({ track, policyKey, policyVersion, targetId, state, dueAt }) => ({
    track,
    state,
    dueAt: toIsoOrNull(dueAt),
    policy: { key: policyKey, version: policyVersion, target: targetId },
  }));
}

function present({ policy, verdict, hours, target, targets, ...said }: ExplainedPolicy) {
  const { key, name, kind, measures } = policy;
  const lacks = hours === 'noCalendar';
  return {
    key,
    name,
    kind,
    measures,
    track: said.track,
    version: said.version,
    // What has no hours to count in has no clock.
    verdict: verdict === 'holds' && lacks ? ('noCalendar' as const) : verdict,
    holder: said.holder,
    target: target?.id ?? null,
    when: said.when,
    targets: targets.map((one, index) => ({
      ...one,
      name: policy.targets[index]?.name ?? null,
    })),
    calendar: lacks ? null : hours.calendar,
    zone: lacks ? null : hours.zone,
    targetSeconds: said.targetSeconds,
    dueAt: said.dueAt,
  };
}

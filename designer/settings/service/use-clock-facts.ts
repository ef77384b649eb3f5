/** What the conditions of a clock may ask about, with names and kinds; and the same names for reading a condition as a sentence. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { catalogQuery } from '#designer/client/catalog.ts';
import {
  CUSTOM,
  type Fact,
  type FactOption,
  requesterFacts,
  schemaFacts,
  ticketFacts,
} from '#designer/ui/conditions/facts.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import type { Names } from '#designer/ui/diagram/words.ts';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { useText } from '#designer/ui/locale.ts';
import type { ClockSubject } from '#engine/clocks/measures.ts';
import { useOptions } from './options.ts';

const HOLD_REASONS = [
  'awaiting_user',
  'awaiting_vendor',
  'awaiting_problem',
  'awaiting_evidence',
  'other',
] as const;
const HAPPENINGS = [
  'opened',
  'changed',
  'agentAnswered',
  'requesterAnswered',
  'subjectChanged',
] as const;
const TURNS = ['agent', 'requester'] as const;
const PARTS = ['name', 'element', 'process', 'state', 'assignee', 'queue'] as const;
const STATES = ['open', 'completed', 'approved', 'rejected', 'cancelled'] as const;

export function useClockFacts(subject: ClockSubject | 'any'): {
  readonly facts: readonly Fact[];
  readonly names: Names;
} {
  const t = useText();
  const say = useSay();
  const words = useFieldWords();
  const options = useOptions();
  const forms = useQuery(catalogQuery()).data?.items;
  return useMemo(() => {
    const chosen = (
      path: string,
      label: string,
      group: Fact['group'],
      from: readonly FactOption[],
    ): Fact => ({
      path,
      label,
      group,
      ...(from.length > 0 ? { kind: 'choice', options: from } : { kind: 'text' }),
    });
    const own: readonly Fact[] = [
      ...ticketFacts(say, { queue: options.queue, organization: options.organization }),
      chosen(
        'ticket.catalogItem',
        say('canvas.fact.ticket.catalogItem'),
        'ticket',
        options.catalogItem,
      ),
      chosen(
        'ticket.holdReason',
        say('canvas.fact.ticket.holdReason'),
        'ticket',
        HOLD_REASONS.map((value) => ({ value, label: words.value('holdReason', value) })),
      ),
      ...requesterFacts(say, { organization: options.organization }),
      chosen(
        'organization.key',
        t('targets.fact.organization.key'),
        'organization',
        options.organization,
      ),
      chosen(
        'organization.tier',
        t('targets.fact.organization.tier'),
        'organization',
        options.tier,
      ),
      chosen('contract.key', t('targets.fact.contract.key'), 'organization', options.contract),
      chosen('contract.tier', t('targets.fact.contract.tier'), 'organization', options.tier),
      {
        path: 'conversation.answered',
        label: t('targets.fact.conversation.answered'),
        ...({ group: 'clock', kind: 'yesNo' } as const),
      },
      chosen(
        'conversation.awaiting',
        t('targets.fact.conversation.awaiting'),
        'clock',
        TURNS.map((value) => ({ value, label: t(`targets.turn.${value}`) })),
      ),
      chosen(
        'happening.type',
        t('targets.fact.happening.type'),
        'clock',
        HAPPENINGS.map((value) => ({ value, label: t(`targets.happening.${value}`) })),
      ),
      ...(subject === 'task' || subject === 'approval'
        ? PARTS.map((part) =>
            chosen(
              `${subject}.${part}`,
              t(`targets.fact.${subject}.${part}`),
              'clock',
              part === 'state'
                ? STATES.map((value) => ({ value, label: t(`targets.state.${value}`) }))
                : part === 'queue'
                  ? options.queue
                  : [],
            ),
          )
        : []),
    ];
    const known = new Set(own.map(({ path }) => path));
    const custom = (forms ?? [])
      .flatMap(({ schema }) => schemaFacts(schema, CUSTOM))
      .filter(({ path }) => !known.has(path) && known.add(path));
    const facts = [...own, ...custom];
    const byPath = new Map(facts.map((fact) => [fact.path, fact]));
    const names: Names = {
      fact: (path) => byPath.get(path)?.label,
      value: (path, value) =>
        byPath.get(path)?.options?.find((option) => option.value === value)?.label,
    };
    return { facts, names };
  }, [t, say, words, options, forms, subject]);
}

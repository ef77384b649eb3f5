/** One thing that happened, in a sentence, with who or what did it and because of what. */
import {
  IconAlertTriangle,
  IconArrowRight,
  IconCalendarEvent,
  IconCheck,
  IconChecks,
  IconClock,
  IconGavel,
  IconMail,
  IconPencil,
  IconPlus,
  IconSitemap,
  IconSquareCheck,
  IconUrgent,
  type TablerIcon,
} from '@tabler/icons-react';
import { useIntl } from 'react-intl';
import type { TicketEvent } from '#designer/client/types/tickets.ts';
import type { MessageId } from '#designer/messages/en.ts';
import { useToldConflicts } from './conflict-words.ts';
import classes from './EventLine.module.css';
import { useFieldWords } from './field-words.ts';
import { useText } from './locale.ts';
import { Time } from './Time.tsx';

const ICONS: Record<string, TablerIcon> = {
  ticket: IconPencil,
  task: IconSquareCheck,
  approval: IconChecks,
  run: IconSitemap,
  clock: IconClock,
  mail: IconMail,
  majorIncident: IconUrgent,
  change: IconCalendarEvent,
  meeting: IconGavel,
  review: IconGavel,
};
const PRECISE: Record<string, TablerIcon> = {
  'ticket.created': IconPlus,
  'task.completed': IconCheck,
  'run.failed': IconAlertTriangle,
  'clock.breached': IconAlertTriangle,
  'approval.fewer': IconAlertTriangle,
};

/** Fields that say nothing to a reader, or that another line already says. */
const SILENT = new Set([
  'state',
  'version',
  'updatedAt',
  'resolvedAt',
  'closedAt',
  'description',
  'deletedAt',
  'answers',
  'unanswered',
  // The risk has a line of its own where it is a person’s word.
  'riskBy',
]);

export function EventLine({ event }: { event: TicketEvent }) {
  const t = useText();
  const words = useFieldWords();
  const sentence = useSentence(event);
  const Icon = PRECISE[event.type] ?? ICONS[event.type.split('.')[0] ?? ''] ?? IconArrowRight;
  const bad = event.type === 'run.failed' || event.type === 'clock.breached';
  const changes =
    event.type === 'ticket.created'
      ? []
      : Object.entries(event.changes).filter(([name]) => !SILENT.has(name));
  return (
    <div className={classes.line} data-bad={bad}>
      <span className={classes.icon} aria-hidden="true">
        <Icon size={14} stroke={1.8} />
      </span>
      <div className={classes.body}>
        <span>{sentence}</span>
        {event.text !== undefined && event.text !== null && event.text !== '' && (
          <span className={classes.text} dir="auto">
            {event.text}
          </span>
        )}
        {changes.map(([name, change]) => (
          <span key={name} className={classes.change}>
            {change.before === null || change.before === undefined || change.before === ''
              ? t('event.changeTo', {
                  field: words.field(name),
                  after: words.value(name, change.after),
                })
              : t('event.change', {
                  field: words.field(name),
                  before: words.value(name, change.before),
                  after: words.value(name, change.after),
                })}
          </span>
        ))}
      </div>
      <Time at={event.at} className={classes.time} short />
    </div>
  );
}

/** A process speaks under the name of its step, a person under their own; the cause is told where that says more. */
function useSentence(event: TicketEvent): string {
  const t = useText();
  const intl = useIntl();
  const { actor, cause } = event;
  // Mail that no server took was written, not sent.
  const id =
    event.type === 'mail.sent' && event.data.state === 'captured'
      ? 'event.mail.captured'
      : event.type === 'approval.voted' && Array.isArray(event.data.inPlaceOf)
        ? 'event.approval.votedInPlace'
        : `event.${event.type}`;
  const label = cause.label ?? actor.name ?? t('common.system');
  const { name: called, meeting, board } = event.data;
  const named =
    (event.type === 'review.asked' ? [board, called] : [called, meeting]).find(isText) ?? label;
  const name = useToldConflicts()(event.data) ?? named;
  const acting =
    actor.kind === 'person'
      ? (actor.name ?? t('common.unknownPerson'))
      : actor.kind === 'run'
        ? label
        : t('common.system');
  const known = id in intl.messages;
  const said = known
    ? t(id as MessageId, {
        actor: acting,
        label,
        name,
        decision: word(event.data.decision),
        outcome: word(event.data.outcome),
        how: word(event.data.how ?? event.data.kind),
        risk: word(event.data.suggested ?? event.data.risk),
        reason: word(event.data.reason),
        needed: count(event.data.needed),
        there: count(event.data.there),
      })
    : t('event.other', { actor: acting, type: event.type });
  const toldAlready =
    actor.kind === 'run' || /\{(name|label)/.test(String(intl.messages[id] ?? ''));
  if (cause.kind === 'message' && event.type !== 'message.received')
    return `${said} ${t('cause.message')}`;
  if (cause.kind === 'request' || cause.kind === 'system' || cause.label === null || toldAlready)
    return said;
  return `${said} ${t(`cause.${cause.kind}`, { label: cause.label })}`;
}

const isText = (value: unknown): value is string => typeof value === 'string';

const count = (value: unknown): number => (typeof value === 'number' ? value : 0);

const word = (value: unknown): string => (typeof value === 'string' ? value : '');

/** One thing that happened, in a sentence, with who or what did it and because of what. */
import {
  IconAlertTriangle,
  IconArrowRight,
  IconCheck,
  IconChecks,
  IconClock,
  IconMail,
  IconPencil,
  IconPlus,
  IconSitemap,
  IconSquareCheck,
  type TablerIcon,
} from '@tabler/icons-react';
import { useIntl } from 'react-intl';
import type { TicketEvent } from '#designer/client/types.ts';
import type { MessageId } from '#designer/messages/en.ts';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { useText } from '#designer/ui/locale.ts';
import { Time } from '#designer/ui/Time.tsx';
import classes from './EventLine.module.css';

const ICONS: Record<string, TablerIcon> = {
  ticket: IconPencil,
  task: IconSquareCheck,
  approval: IconChecks,
  run: IconSitemap,
  clock: IconClock,
  mail: IconMail,
};
const PRECISE: Record<string, TablerIcon> = {
  'ticket.created': IconPlus,
  'task.completed': IconCheck,
  'run.failed': IconAlertTriangle,
  'clock.breached': IconAlertTriangle,
};

/** Fields that say nothing to a reader, or that another line already says. */
const SILENT = new Set([
  'version',
  'updatedAt',
  'resolvedAt',
  'closedAt',
  'description',
  'deletedAt',
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

function useSentence(event: TicketEvent): string {
  const t = useText();
  const intl = useIntl();
  const actor = event.actor.name ?? t('common.system');
  const id = `event.${event.type}`;
  const said =
    id in intl.messages
      ? t(id as MessageId, { actor })
      : t('event.other', { actor, type: event.type });
  const { cause } = event;
  if (cause.kind === 'message') return `${said} ${t('cause.message')}`;
  if (cause.kind === 'request' || cause.kind === 'system' || cause.label === null) return said;
  if (event.actor.kind === cause.kind && event.actor.name === cause.label) return said;
  return `${said} ${t(`cause.${cause.kind}`, { label: cause.label })}`;
}

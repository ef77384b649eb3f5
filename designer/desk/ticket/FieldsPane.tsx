/** The ticket's fields, each changed where it stands. What the person may not change is plain text. */
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useMe } from '#designer/client/me.ts';
import { queuesQuery } from '#designer/client/people.ts';
import { clocksQuery, type TicketChange } from '#designer/client/tickets.ts';
import type { Level, Priority, Ticket } from '#designer/client/types.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { ClockStrip } from '#designer/ui/ClockStrip.tsx';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { useText } from '#designer/ui/locale.ts';
import { PeoplePick } from '#designer/ui/PeoplePick.tsx';
import { PriorityMark } from '#designer/ui/PriorityMark.tsx';
import { Time } from '#designer/ui/Time.tsx';
import { usePeopleSearch } from '../use-people-search.ts';
import { ChoiceField } from './ChoiceField.tsx';
import classes from './FieldsPane.module.css';
import { TagsField } from './TagsField.tsx';
import { TextField } from './TextField.tsx';

type Props = { ticket: Ticket; onChange: (change: TicketChange) => Promise<boolean> };

const PRIORITIES: Priority[] = [1, 2, 3, 4];
const LEVELS: Level[] = [1, 2, 3];

export function FieldsPane({ ticket, onChange }: Props) {
  const t = useText();
  const words = useFieldWords();
  const me = useMe();
  const search = usePeopleSearch();
  const queues = useQuery(queuesQuery()).data?.items ?? [];
  const mayEdit = ticket.allowed.includes('update');
  const edit = (field: string) => t('field.edit', { field });
  const custom = Object.entries(ticket.custom).filter(
    ([, value]) => value !== null && value !== '',
  );
  return (
    <aside className={classes.pane} aria-label={t('fields.title')}>
      <Clocks ticket={ticket} />
      <dl className={classes.fields}>
        <Field label={t('field.assignee')}>
          {mayEdit ? (
            <PeoplePick
              search={search}
              first={me.user}
              nobody
              onPick={(person) => void onChange({ assignee: person?.email ?? null })}
            >
              {(toggle) => (
                <button
                  type="button"
                  className={classes.value}
                  onClick={toggle}
                  aria-label={edit(t('field.assignee'))}
                >
                  <PersonName person={ticket.assignee} />
                </button>
              )}
            </PeoplePick>
          ) : (
            <PersonName person={ticket.assignee} />
          )}
        </Field>
        <Field label={t('field.queue')}>
          <ChoiceField
            label={edit(t('field.queue'))}
            readOnly={!mayEdit}
            value={ticket.queue?.key ?? null}
            shown={ticket.queue?.name ?? null}
            choices={queues.map((queue) => ({ value: queue.key, label: queue.name }))}
            clearable
            onPick={(queue) => void onChange({ queue })}
          />
        </Field>
        <Field label={t('field.priority')}>
          <ChoiceField
            label={edit(t('field.priority'))}
            readOnly={!mayEdit}
            value={String(ticket.priority)}
            shown={<PriorityMark priority={ticket.priority} words />}
            choices={PRIORITIES.map((priority) => ({
              value: String(priority),
              label: <PriorityMark priority={priority} words />,
            }))}
            onPick={(priority) => void onChange({ priority: Number(priority) })}
          />
        </Field>
        {(['impact', 'urgency'] as const).map((name) => (
          <Field key={name} label={t(`field.${name}`)}>
            <ChoiceField
              label={edit(t(`field.${name}`))}
              readOnly={!mayEdit}
              value={String(ticket[name])}
              shown={t(`level.${ticket[name]}`)}
              choices={LEVELS.map((level) => ({
                value: String(level),
                label: t(`level.${level}`),
              }))}
              onPick={(level) => void onChange({ [name]: Number(level) })}
            />
          </Field>
        ))}
        <Field label={t('field.category')}>
          <TextField
            label={edit(t('field.category'))}
            readOnly={!mayEdit}
            value={ticket.category ?? ''}
            onSave={(category) => onChange({ category: category === '' ? null : category })}
          />
        </Field>
        <Field label={t('field.tags')}>
          <TagsField
            label={edit(t('field.tags'))}
            readOnly={!mayEdit}
            value={ticket.tags}
            onSave={(tags) => onChange({ tags })}
          />
        </Field>
        <Field label={t('field.requester')}>
          <PersonName person={ticket.requester} />
        </Field>
        {ticket.organization !== null && (
          <Field label={t('field.organization')}>{ticket.organization.name}</Field>
        )}
        <Field label={t('field.createdAt')}>
          <Time at={ticket.createdAt} />
        </Field>
        <Field label={t('field.updatedAt')}>
          <Time at={ticket.updatedAt} />
        </Field>
        {ticket.source !== null && ticket.source !== '' && (
          <Field label={t('field.source')}>{words.value('source', ticket.source)}</Field>
        )}
      </dl>
      {custom.length > 0 && (
        <>
          <h2 className={classes.heading}>{t('field.custom')}</h2>
          <dl className={classes.fields}>
            {custom.map(([name, value]) => (
              <Field key={name} label={name}>
                {words.plain(value)}
              </Field>
            ))}
          </dl>
        </>
      )}
    </aside>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.field}>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.data}>{children}</dd>
    </div>
  );
}

function Clocks({ ticket }: { ticket: Ticket }) {
  const clocks = useQuery({
    ...clocksQuery(ticket.id),
    enabled: ticket.clock !== null && ticket.clock.state !== 'none',
  });
  if (ticket.clock === null || ticket.clock.state === 'none') return null;
  if (clocks.data === undefined) return <Skeleton height={54} />;
  return clocks.data.map((clock) => <ClockStrip key={clock.id} clock={clock} />);
}

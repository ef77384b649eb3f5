/** Who has it, where it lies, how urgent it is, who asked: what one looks at on every ticket. */
import { useQuery } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import { useMe } from '#designer/client/me.ts';
import { queuesQuery } from '#designer/client/people.ts';
import { tasksOfQuery } from '#designer/client/tickets.ts';
import type { Priority } from '#designer/client/types/tickets.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PeoplePick } from '#designer/ui/PeoplePick.tsx';
import { PriorityMark } from '#designer/ui/PriorityMark.tsx';
import { usePeopleSearch } from '../use-people-search.ts';
import { ChoiceField } from './ChoiceField.tsx';
import { Field } from './Field.tsx';
import classes from './FieldsPane.module.css';
import type { FieldsProps } from './FieldsPane.tsx';
import { doersOf, queuesOfTasks } from './work.ts';

const PRIORITIES: Priority[] = [1, 2, 3, 4];

export function MainFields({ ticket, onChange }: FieldsProps) {
  const t = useText();
  const intl = useIntl();
  const me = useMe();
  const search = usePeopleSearch();
  const queues = useQuery(queuesQuery()).data?.items ?? [];
  const tasks = useQuery(tasksOfQuery(ticket.id)).data ?? [];
  const waiting = ticket.queue === null ? queuesOfTasks(tasks) : [];
  const doers = ticket.assignee === null ? doersOf(tasks) : [];
  const readOnly = !ticket.allowed.includes('update');
  const edit = (field: string) => t('field.edit', { field });
  return (
    <>
      <Field label={t('field.assignee')}>
        {readOnly ? (
          <PersonName person={ticket.assignee} />
        ) : (
          <PeoplePick
            search={search}
            first={me.user}
            nobody
            onPick={(person) => void onChange({ assignee: person?.email ?? null })}
          >
            {(toggle) => (
              <button type="button" className={classes.value} onClick={toggle}>
                <span className="p-hidden">{edit(t('field.assignee'))}: </span>
                <PersonName person={ticket.assignee} />
              </button>
            )}
          </PeoplePick>
        )}
      </Field>
      {doers.length > 0 && (
        <Field label={t('field.doneBy')}>
          <span className={classes.stack}>
            {doers.map((person) => (
              <PersonName key={person.id} person={person} />
            ))}
          </span>
        </Field>
      )}
      <Field label={t('field.queue')}>
        <ChoiceField
          label={edit(t('field.queue'))}
          readOnly={readOnly}
          value={ticket.queue?.key ?? null}
          shown={
            ticket.queue !== null ? (
              <span dir="auto">{ticket.queue.name}</span>
            ) : waiting.length > 0 ? (
              <span title={t('field.queue.ofTasks')}>
                {intl.formatList(waiting, { type: 'unit' })}
                <span className="p-hidden"> ({t('field.queue.ofTasks')})</span>
              </span>
            ) : null
          }
          choices={queues.map((queue) => ({ value: queue.key, label: queue.name }))}
          clearable
          onPick={(queue) => void onChange({ queue })}
        />
      </Field>
      <Field label={t('field.priority')}>
        <ChoiceField
          label={edit(t('field.priority'))}
          readOnly={readOnly}
          value={String(ticket.priority)}
          shown={<PriorityMark priority={ticket.priority} words />}
          choices={PRIORITIES.map((priority) => ({
            value: String(priority),
            label: <PriorityMark priority={priority} words />,
          }))}
          onPick={(priority) => void onChange({ priority: Number(priority) })}
        />
      </Field>
      <Field label={t('field.requester')}>
        <PersonName person={ticket.requester} />
      </Field>
    </>
  );
}

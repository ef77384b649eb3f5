/** What has to be done for the ticket now: open tasks with their forms, and how its approvals stand. */
import { Button } from '@mantine/core';
import { IconCheck, IconChecks, IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { approvalsOfQuery, tasksOfQuery } from '#designer/client/tickets.ts';
import type { Approval, Task } from '#designer/client/types/tasks.ts';
import type { Ticket } from '#designer/client/types/tickets.ts';
import { ApprovalRound } from '#designer/ui/ApprovalRound.tsx';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { Questions } from '#designer/ui/approval/Questions.tsx';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { describeValues } from '#designer/ui/forms/answers.ts';
import { useText } from '#designer/ui/locale.ts';
import { Time } from '#designer/ui/Time.tsx';
import { DeskTask } from './DeskTask.tsx';
import classes from './WorkSections.module.css';
import { doneTasks } from './work.ts';

/** Where the dialogs lead to. */
export const WORK = 'ticket-work';

export function WorkSections({ ticket }: { ticket: Ticket }) {
  const t = useText();
  const all = useQuery(tasksOfQuery(ticket.id)).data ?? [];
  const tasks = all.filter((task) => task.state === 'open');
  const done = doneTasks(all);
  const approvals =
    useQuery(approvalsOfQuery(ticket.id)).data?.filter(
      (approval) => approval.state !== 'cancelled',
    ) ?? [];
  if (tasks.length === 0 && done.length === 0 && approvals.length === 0) return null;
  return (
    <div id={WORK} tabIndex={-1} className={classes.sections}>
      {tasks.length > 0 && (
        <section aria-label={t('tasks.title')} className={classes.section}>
          {tasks.map((task) => (
            <DeskTask key={task.id} task={task} ticket={ticket} />
          ))}
        </section>
      )}
      {done.length > 0 && (
        <ul aria-label={t('tasks.finished')} className={classes.done}>
          {done.map((task) => (
            <DoneTask key={task.id} task={task} />
          ))}
        </ul>
      )}
      {approvals.length > 0 && (
        <section aria-label={t('approvals.title')} className={classes.section}>
          {approvals.map((approval) => (
            <ApprovalCard key={approval.id} approval={approval} ticket={ticket} />
          ))}
        </section>
      )}
    </div>
  );
}

/** Who has done what, in a line, also where nobody had taken it before; what they have filled in opens below it. */
function DoneTask({ task }: { task: Task }) {
  const t = useText();
  const words = useFieldWords();
  const [opened, setOpened] = useState(false);
  const outcome = task.outcomes.find(({ key }) => key === task.outcome)?.label;
  const answers = describeValues(
    task.values ?? {},
    task.form && { schema: task.form, uiSchema: task.uiSchema },
  );
  return (
    <li className={classes.doneLine}>
      <IconCheck size={15} stroke={2.2} aria-hidden="true" className={classes.tick} />
      <span className={classes.doneName} dir="auto">
        {outcome === undefined ? task.name : t('tasks.done', { name: task.name, outcome })}
      </span>
      {task.completedBy !== null && (
        <>
          <span className="p-hidden">{t('field.doneBy')}</span>
          <PersonName person={task.completedBy} />
        </>
      )}
      {answers.length > 0 && (
        <Button
          variant="subtle"
          size="compact-xs"
          aria-expanded={opened}
          aria-label={t(opened ? 'tasks.values.hide' : 'tasks.values.show', { name: task.name })}
          rightSection={opened ? <IconChevronUp size={13} /> : <IconChevronDown size={13} />}
          onClick={() => setOpened(!opened)}
        >
          {t('tasks.values', { count: answers.length })}
        </Button>
      )}
      {task.completedAt !== null && <Time at={task.completedAt} className={classes.doneAt} short />}
      {opened && (
        <dl className={classes.values}>
          {answers.map((answer) => (
            <div key={answer.name}>
              <dt dir="auto">{answer.title}</dt>
              <dd dir="auto">{words.plain(answer.value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}

function ApprovalCard({ approval, ticket }: { approval: Approval; ticket: Ticket }) {
  const t = useText();
  const mine = approval.allowed.includes('decide');
  return (
    <div className={classes.card}>
      <div className={classes.head}>
        <IconChecks size={17} stroke={1.7} aria-hidden="true" />
        <Link
          to="/approvals/$id"
          params={{ id: approval.id }}
          className={classes.approval}
          dir="auto"
        >
          {approval.name}
        </Link>
        {mine && (
          <Button component={Link} to={`/approvals/${approval.id}`} size="xs">
            {t('approvals.open')}
          </Button>
        )}
      </div>
      <ApprovalRound approval={approval} />
      {approval.questions.length > 0 && (
        <Questions approval={approval} requester={ticket.requester} />
      )}
    </div>
  );
}

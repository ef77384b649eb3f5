/**
 * One open task. Without a form its outcomes are buttons; with one, the form opens in place and the outcomes end it. Who
 * carries it out is the area's business: the card only asks.
 */
import { Button } from '@mantine/core';
import { IconSquareCheck } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { Task } from '#designer/client/types/tasks.ts';
import { PersonName } from './Avatar.tsx';
import { hasFields } from './forms/has-fields.ts';
import { useText } from './locale.ts';
import { PageSkeleton } from './PageSkeleton.tsx';
import { ProblemNotice } from './ProblemNotice.tsx';
import classes from './TaskCard.module.css';
import { Time } from './Time.tsx';

const SchemaForm = lazy(() =>
  import('./forms/SchemaForm.tsx').then((module) => ({ default: module.SchemaForm })),
);

type Props = {
  task: Task;
  /** Whether it is already in the hands of the one looking. */
  mine: boolean;
  busy: string | null;
  problem: unknown;
  /** The form is open from the start, large. */
  roomy?: boolean;
  onClaim?: () => void;
  onComplete: (outcome: string, values?: Record<string, unknown>) => void;
};

export function TaskCard({ task, mine, busy, problem, roomy = false, onClaim, onComplete }: Props) {
  const t = useText();
  const [opened, setOpened] = useState(roomy);
  const withForm = hasFields(task.form);
  const outcomes =
    task.outcomes.length > 0 ? task.outcomes : [{ key: '', label: t('tasks.complete') }];
  const mayComplete = task.allowed.includes('complete');
  const showForm = withForm && mayComplete && opened;
  return (
    <div className={classes.card} data-roomy={roomy}>
      <div className={classes.head}>
        <IconSquareCheck size={17} stroke={1.7} aria-hidden="true" />
        <span className={classes.name} dir="auto">
          {task.name}
        </span>
        {task.allowed.includes('claim') && !mine && onClaim !== undefined && (
          <Button size="xs" variant="default" loading={busy === 'claim'} onClick={onClaim}>
            {t('tasks.claim')}
          </Button>
        )}
        {withForm && mayComplete && !opened && (
          <Button size="xs" onClick={() => setOpened(true)}>
            {t('tasks.complete')}
          </Button>
        )}
      </div>
      {!roomy && (
        <p className={classes.meta}>
          <PersonName person={task.assignee} />
          {task.queue !== null && <bdi>{task.queue.name}</bdi>}
          <Due task={task} />
        </p>
      )}
      {roomy && (
        <p className={classes.meta}>
          <Due task={task} />
        </p>
      )}
      {task.instructions !== null && task.instructions !== '' && (
        <p className={classes.instructions} dir="auto">
          {task.instructions}
        </p>
      )}
      {showForm && (
        <Suspense fallback={<PageSkeleton />}>
          <SchemaForm
            name={`task.${task.id}`}
            schema={task.form ?? {}}
            uiSchema={task.uiSchema}
            problem={problem}
            submits={outcomes}
            busy={busy}
            roomy={roomy}
            onCancel={roomy ? undefined : () => setOpened(false)}
            onSubmit={(values, outcome) => onComplete(outcome, values)}
          />
        </Suspense>
      )}
      {problem !== null && !showForm && <ProblemNotice error={problem} compact />}
      {!withForm && mayComplete && (
        <div className={classes.outcomes}>
          {outcomes.map((outcome, index) => (
            <Button
              key={outcome.key}
              size={roomy ? 'md' : 'xs'}
              variant={index === 0 ? 'filled' : 'default'}
              loading={busy === outcome.key}
              disabled={busy !== null && busy !== outcome.key}
              onClick={() => onComplete(outcome.key)}
            >
              {outcome.label}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

function Due({ task }: { task: Task }) {
  const t = useText();
  if (task.dueAt === null) return null;
  return (
    <span>
      {t('tasks.due')} <Time at={task.dueAt} />
    </span>
  );
}

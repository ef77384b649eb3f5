/** A step of the process that waits for the one who asked. */
import type { Task } from '#designer/client/types/tasks.ts';
import type { Ticket } from '#designer/client/types/tickets.ts';
import { useTask } from '#designer/client/use-task.ts';
import { useText } from '#designer/ui/locale.ts';
import { TaskCard } from '#designer/ui/TaskCard.tsx';
import { useToast } from '#designer/ui/toast.ts';
import classes from './FollowPage.module.css';

export function YourTurn({ task, ticket }: { task: Task; ticket: Ticket }) {
  const t = useText();
  const toast = useToast();
  const { busy, problem, complete } = useTask(task, ticket);
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('portal.follow.task')}</h2>
      <TaskCard
        task={task}
        mine
        roomy
        busy={busy}
        problem={problem}
        onComplete={(outcome, values) =>
          void complete(outcome, values).then((done) => {
            if (done) toast.done(t('tasks.done.toast', { name: task.name }));
          })
        }
      />
    </section>
  );
}

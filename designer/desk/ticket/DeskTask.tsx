/** A task beside the ticket it belongs to. */
import { useMe } from '#designer/client/me.ts';
import type { Task } from '#designer/client/types/tasks.ts';
import type { Ticket } from '#designer/client/types/tickets.ts';
import { useTask } from '#designer/client/use-task.ts';
import { useText } from '#designer/ui/locale.ts';
import { TaskCard } from '#designer/ui/TaskCard.tsx';
import { useToast } from '#designer/ui/toast.ts';

export function DeskTask({ task, ticket }: { task: Task; ticket: Ticket }) {
  const t = useText();
  const me = useMe();
  const toast = useToast();
  const { busy, problem, claim, complete } = useTask(task, ticket);
  const say = (message: string) => (done: boolean) => {
    if (done) toast.done(message);
  };
  return (
    <TaskCard
      task={task}
      mine={task.assignee?.id === me.user.id}
      busy={busy}
      problem={problem}
      onClaim={() => void claim().then(say(t('tasks.taken.toast', { name: task.name })))}
      onComplete={(outcome, values) =>
        void complete(outcome, values).then(say(t('tasks.done.toast', { name: task.name })))
      }
    />
  );
}

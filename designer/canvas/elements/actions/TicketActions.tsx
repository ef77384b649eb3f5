/** What a service task does to its ticket: who works on it, and what is said there. */
import { Switch } from '@mantine/core';
import { useEditor } from '../../editor/editor.tsx';
import { useDirectory } from '../../panel/directory.ts';
import { TextField } from '../../panel/fields.tsx';
import { TypeOrPick } from '../../panel/TypeOrPick.tsx';
import { said } from '../../panel/update.ts';
import type { FormProps } from './form-props.ts';

export const AssignForm = ({ action, set }: FormProps<'assign'>) => {
  const { say } = useEditor();
  const directory = useDirectory();
  return (
    <>
      <TypeOrPick
        label={say('canvas.assign.queue')}
        options={directory.queue}
        value={action.queue ?? ''}
        onChange={(queue) => set({ queue: said(queue) }, 'queue')}
      />
      <TypeOrPick
        label={say('canvas.assign.user')}
        description={say('canvas.template.hint')}
        options={directory.user}
        value={action.user ?? ''}
        onChange={(user) => set({ user: said(user) }, 'user')}
      />
    </>
  );
};

export const CommentForm = ({ action, set }: FormProps<'comment'>) => {
  const { say, readOnly } = useEditor();
  return (
    <>
      <TextField
        label={say('canvas.comment.body')}
        description={say('canvas.template.hint')}
        lines={4}
        value={action.body}
        onChange={(body) => set({ body }, 'body')}
      />
      <Switch
        label={say('canvas.comment.internal')}
        checked={action.internal ?? false}
        disabled={readOnly}
        onChange={(event) =>
          set({ internal: event.currentTarget.checked || undefined }, 'internal')
        }
      />
    </>
  );
};

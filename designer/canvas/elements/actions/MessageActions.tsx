/** What a service task tells people, in the web app or by mail. */
import type { Party } from '#engine/definition.ts';
import { useEditor } from '../../editor/editor.tsx';
import { TextField } from '../../panel/fields.tsx';
import { Parties } from '../../panel/Parties.tsx';
import styles from '../../panel/panel.module.css';
import type { FormProps } from './form-props.ts';

export const NotifyForm = ({ action, set }: FormProps<'notify'>) => {
  const { say } = useEditor();
  return (
    <>
      <Recipients to={action.to} onChange={(to) => set({ to }, 'to')} />
      <TextField
        label={say('canvas.notify.text')}
        description={say('canvas.template.hint')}
        lines={3}
        value={action.text}
        onChange={(text) => set({ text }, 'text')}
      />
    </>
  );
};

export const EmailForm = ({ action, set }: FormProps<'sendEmail'>) => {
  const { say } = useEditor();
  return (
    <>
      <Recipients to={action.to} onChange={(to) => set({ to }, 'to')} />
      <TextField
        label={say('canvas.email.subject')}
        value={action.subject}
        maxLength={500}
        onChange={(subject) => set({ subject }, 'subject')}
      />
      <TextField
        label={say('canvas.email.body')}
        description={say('canvas.template.hint')}
        lines={6}
        value={action.body}
        onChange={(body) => set({ body }, 'body')}
      />
    </>
  );
};

type RecipientsProps = { readonly to: readonly Party[]; readonly onChange: (to: Party[]) => void };

const Recipients = ({ to, onChange }: RecipientsProps) => {
  const { say } = useEditor();
  return (
    <>
      <span className={styles.label}>{say('canvas.notify.to')}</span>
      <Parties
        parties={to}
        addLabel={say('canvas.notify.add')}
        onChange={(next) => onChange([...next])}
      />
    </>
  );
};

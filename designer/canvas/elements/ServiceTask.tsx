/** Something the system does by itself: one action of the library, with its own few fields. */
import { JsonInput, NumberInput, Select, Switch } from '@mantine/core';
import { useState } from 'react';
import type { Action, ElementOf } from '#engine/definition.ts';
import { useEditor } from '../editor/editor.tsx';
import { TEMPLATES } from '../editor/templates.ts';
import { useDirectory } from '../panel/directory.ts';
import { Section, TextField, TypeOrPick } from '../panel/fields.tsx';
import { isId, isKeyOrNothing, isSomething } from '../panel/half-typed.ts';
import { Pairs } from '../panel/Pairs.tsx';
import { Parties } from '../panel/Parties.tsx';
import styles from '../panel/panel.module.css';
import { SetFields } from '../panel/SetFields.tsx';
import { said, useUpdateElement } from '../panel/update.ts';

type ServiceTask = ElementOf<'serviceTask'>;
type ActionOf<T extends Action['type']> = Extract<Action, { type: T }>;
type FormProps<T extends Action['type']> = {
  readonly action: ActionOf<T>;
  readonly set: (changes: Partial<ActionOf<T>>, field: string) => void;
};

const ACTIONS = [
  'updateTicket',
  'assign',
  'comment',
  'notify',
  'sendEmail',
  'httpRequest',
] as const;

export const ServiceTaskForm = ({ element }: { element: ServiceTask }) => {
  const { say, readOnly } = useEditor();
  const update = useUpdateElement<ServiceTask>();
  const { action } = element;
  const setAny = (changes: object, field: string) =>
    update({ ...element, action: { ...action, ...changes } as Action }, field);
  return (
    <Section title={say('canvas.service.does')}>
      <Select
        aria-label={say('canvas.service.does')}
        data={ACTIONS.map((value) => ({ value, label: say(`canvas.action.${value}`) }))}
        value={action.type}
        readOnly={readOnly}
        allowDeselect={false}
        onChange={(next) => {
          const fresh = TEMPLATES.find(({ id }) => id === next)?.create(element.id);
          if (fresh?.type === 'serviceTask' && next !== action.type) {
            update({ ...element, action: fresh.action, retry: undefined }, 'type');
          }
        }}
      />
      {action.type === 'updateTicket' && (
        <SetFields set={action.set} onChange={(set) => setAny({ set }, 'set')} />
      )}
      {action.type === 'assign' && <AssignForm action={action} set={setAny} />}
      {action.type === 'comment' && <CommentForm action={action} set={setAny} />}
      {action.type === 'notify' && <NotifyForm action={action} set={setAny} />}
      {action.type === 'sendEmail' && <EmailForm action={action} set={setAny} />}
      {action.type === 'httpRequest' && (
        <>
          <HttpForm action={action} set={setAny} />
          <NumberInput
            label={say('canvas.http.attempts')}
            min={1}
            max={100}
            allowDecimal={false}
            readOnly={readOnly}
            placeholder={say('canvas.http.attemptsDefault')}
            value={element.retry?.attempts ?? ''}
            onChange={(attempts) =>
              update(
                {
                  ...element,
                  retry:
                    typeof attempts === 'number' && attempts >= 1 && attempts <= 100
                      ? { attempts }
                      : undefined,
                },
                'retry',
              )
            }
          />
        </>
      )}
    </Section>
  );
};

const AssignForm = ({ action, set }: FormProps<'assign'>) => {
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

const CommentForm = ({ action, set }: FormProps<'comment'>) => {
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

const NotifyForm = ({ action, set }: FormProps<'notify'>) => {
  const { say } = useEditor();
  return (
    <>
      <span className={styles.label}>{say('canvas.notify.to')}</span>
      <Parties
        parties={action.to}
        addLabel={say('canvas.notify.add')}
        onChange={(to) => set({ to: [...to] }, 'to')}
      />
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

const EmailForm = ({ action, set }: FormProps<'sendEmail'>) => {
  const { say } = useEditor();
  return (
    <>
      <span className={styles.label}>{say('canvas.notify.to')}</span>
      <Parties
        parties={action.to}
        addLabel={say('canvas.notify.add')}
        onChange={(to) => set({ to: [...to] }, 'to')}
      />
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

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

const HttpForm = ({ action, set }: FormProps<'httpRequest'>) => {
  const { say, readOnly, seal } = useEditor();
  const [body, setBody] = useState(() =>
    action.body === undefined ? '' : JSON.stringify(action.body, null, 2),
  );
  return (
    <>
      <div className={styles.row}>
        <Select
          className={styles.kind}
          label={say('canvas.http.method')}
          data={[...METHODS]}
          value={action.method}
          readOnly={readOnly}
          allowDeselect={false}
          onChange={(next) => {
            const method = METHODS.find((one) => one === next);
            if (method) set({ method }, 'method');
          }}
        />
        <div className={styles.grow}>
          <TextField
            label={say('canvas.http.url')}
            mono
            maxLength={2000}
            accept={isSomething}
            value={action.url}
            onChange={(url) => set({ url }, 'url')}
          />
        </div>
      </div>
      <Pairs
        label={say('canvas.http.headers')}
        nameLabel={say('canvas.http.header')}
        valueLabel={say('canvas.http.value')}
        addLabel={say('canvas.http.addHeader')}
        pairs={action.headers ?? {}}
        onChange={(headers) => set({ headers }, 'headers')}
      />
      {action.method !== 'GET' && (
        <JsonInput
          label={say('canvas.http.body')}
          description={say('canvas.template.hint')}
          classNames={{ input: styles.mono }}
          autosize
          minRows={3}
          maxRows={14}
          formatOnBlur
          validationError={say('canvas.form.jsonInvalid')}
          readOnly={readOnly}
          value={body}
          onBlur={seal}
          onChange={(text) => {
            setBody(text);
            if (text.trim() === '') set({ body: undefined }, 'body');
            else {
              try {
                set({ body: JSON.parse(text) }, 'body');
              } catch {
                // Half-typed: the field says so, the definition keeps the last whole value.
              }
            }
          }}
        />
      )}
      <TextField
        label={say('canvas.http.secret')}
        description={say('canvas.http.secretHint')}
        mono
        accept={isKeyOrNothing}
        value={action.secret}
        onChange={(secret) => set({ secret: said(secret) }, 'secret')}
      />
      <Pairs
        label={say('canvas.http.result')}
        hint={say('canvas.http.resultHint')}
        nameLabel={say('canvas.http.variable')}
        valueLabel={say('canvas.http.path')}
        valuePlaceholder="body.id"
        addLabel={say('canvas.http.addResult')}
        acceptName={isId}
        pairs={action.result ?? {}}
        onChange={(result) => set({ result }, 'result')}
      />
      <NumberInput
        label={say('canvas.http.timeout')}
        min={1}
        max={120}
        readOnly={readOnly}
        placeholder="30"
        value={action.timeoutSeconds ?? ''}
        onBlur={seal}
        onChange={(seconds) =>
          isTimeout(seconds) &&
          set({ timeoutSeconds: seconds === '' ? undefined : Number(seconds) }, 'timeoutSeconds')
        }
      />
    </>
  );
};

/** Nothing, or what the language allows; what is half typed on the way there is not kept. */
const isTimeout = (seconds: number | string): boolean =>
  seconds === '' || (Number(seconds) >= 1 && Number(seconds) <= 120);

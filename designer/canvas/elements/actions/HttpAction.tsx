/** What a service task asks of another system, and what it keeps of the answer. */
import { JsonInput, NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { useEditor } from '../../editor/editor.tsx';
import { TextField } from '../../panel/fields.tsx';
import { isId, isKeyOrNothing, isSomething } from '../../panel/half-typed.ts';
import { Pairs } from '../../panel/Pairs.tsx';
import styles from '../../panel/panel.module.css';
import { said } from '../../panel/update.ts';
import type { FormProps } from './form-props.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

export const HttpForm = ({ action, set }: FormProps<'httpRequest'>) => {
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

/**
 * A form made from a JSON Schema, kept in this browser as it is typed. Checked when it is sent and from then on while it
 * is mended; what the server finds wrong lands on the same fields. Large (`md`) for pages people come to once, dense for
 * the desk.
 */
import { Button } from '@mantine/core';
import withTheme from '@rjsf/core/lib/withTheme.js';
import type { RJSFSchema } from '@rjsf/utils';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { JsonSchema } from '#designer/client/types/common.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useKept } from '#designer/ui/use-kept.ts';
import { toExtraErrors } from './extra-errors.ts';
import classes from './forms.module.css';
import { templates } from './templates.tsx';
import { createValidator } from './validator.ts';
import { widgets } from './widgets.tsx';

type Values = Record<string, unknown>;
const Form = withTheme<Values>({ templates, widgets });

const NOTHING: Values = {};

type Props = {
  /** Under this name what is typed is kept until it is sent. */
  name: string;
  schema: JsonSchema;
  uiSchema?: JsonSchema | null;
  /** What stands in it before anybody has typed. */
  initial?: Values;
  submits: { key: string; label: string }[];
  busy: string | null;
  /** Something beside the form is still missing. */
  disabled?: boolean;
  problem?: unknown;
  /** The member of the request that the values are sent as; the server's pointers begin with it. */
  at?: string;
  roomy?: boolean;
  onSubmit: (values: Values, submit: string) => void;
  onCancel?: () => void;
};

export function SchemaForm({
  name,
  schema,
  uiSchema,
  initial = NOTHING,
  submits,
  busy,
  disabled = false,
  problem,
  at = 'values',
  roomy = false,
  onSubmit,
  onCancel,
}: Props) {
  const t = useText();
  const [values, setValues] = useKept<Values>(`form.${name}`, initial);
  const [tried, setTried] = useState(false);
  const wanted = useRef(submits[0]?.key ?? '');
  const root = useRef<HTMLDivElement>(null);
  const validator = useMemo(
    () => createValidator((sentence) => t(sentence.id, sentence.values)),
    [t],
  );
  const fromServer = useMemo(() => toExtraErrors(problem, at), [problem, at]);
  const wholeProblem = problem !== undefined && problem !== null && fromServer === undefined;

  // What is wrong is read first, by eyes and by screen readers.
  const showMistakes = () => {
    setTried(true);
    requestAnimationFrame(() =>
      root.current?.querySelector<HTMLElement>('[data-mistakes]')?.focus(),
    );
  };
  useEffect(() => {
    if (fromServer !== undefined)
      requestAnimationFrame(() =>
        root.current?.querySelector<HTMLElement>('[data-mistakes]')?.focus(),
      );
  }, [fromServer]);

  return (
    <div ref={root} className={classes.form} data-dense={!roomy}>
      <Form
        schema={schema as RJSFSchema}
        uiSchema={(uiSchema ?? {}) as never}
        formData={values}
        validator={validator}
        formContext={{ dense: !roomy }}
        experimental_defaultFormStateBehavior={{ constAsDefaults: 'never' }}
        noHtml5Validate
        liveValidate={tried ? 'onChange' : false}
        showErrorList="top"
        extraErrors={fromServer}
        extraErrorsBlockSubmit={false}
        onChange={({ formData }) => setValues(formData ?? NOTHING)}
        onError={showMistakes}
        onSubmit={({ formData }) => onSubmit(formData ?? NOTHING, wanted.current)}
      >
        {wholeProblem && (
          <div className={classes.problem}>
            <ProblemNotice error={problem} compact />
          </div>
        )}
        <div className={classes.foot}>
          {submits.map((submit, index) => (
            <Button
              key={submit.key}
              type="submit"
              size={roomy ? 'md' : 'xs'}
              variant={index === 0 ? 'filled' : 'default'}
              loading={busy === submit.key}
              disabled={disabled || (busy !== null && busy !== submit.key)}
              onClick={() => {
                wanted.current = submit.key;
              }}
            >
              {submit.label}
            </Button>
          ))}
          {onCancel !== undefined && (
            <Button size={roomy ? 'md' : 'xs'} variant="subtle" color="gray" onClick={onCancel}>
              {t('common.cancel')}
            </Button>
          )}
        </div>
      </Form>
    </div>
  );
}

/** The form that asks for what a process begins with, and the buttons alone where it asks for nothing. */
import { Button } from '@mantine/core';
import { lazy, type ReactNode, Suspense } from 'react';
import type { JsonSchema } from '#designer/client/types/common.ts';
import { hasFields } from '#designer/ui/forms/has-fields.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { useEditor } from '../editor/editor.tsx';
import styles from './page.module.css';

const SchemaForm = lazy(() =>
  import('#designer/ui/forms/SchemaForm.tsx').then((module) => ({ default: module.SchemaForm })),
);

type Values = Record<string, unknown>;

type Props = {
  /** Under this name what is typed is kept until it is sent. */
  readonly name: string;
  readonly schema: JsonSchema;
  readonly uiSchema?: JsonSchema;
  /** What stands in it before anybody has typed. */
  readonly initial?: Values;
  readonly problem?: unknown;
  readonly submits: readonly { readonly key: string; readonly label: string }[];
  readonly busy?: string | null;
  readonly disabled?: boolean;
  /** Shown where there is no form whose own it could be. */
  readonly notice?: ReactNode;
  readonly onSubmit: (values: Values, submit: string) => void;
  readonly onCancel?: () => void;
};

export const VariablesForm = ({
  name,
  schema,
  uiSchema,
  initial,
  problem,
  submits,
  busy = null,
  disabled,
  notice,
  onSubmit,
  onCancel,
}: Props) => {
  const { say } = useEditor();
  if (hasFields(schema)) {
    return (
      <Suspense fallback={<PageSkeleton />}>
        <SchemaForm
          key={name}
          name={name}
          schema={schema}
          uiSchema={uiSchema}
          initial={initial}
          at="variables"
          problem={problem}
          submits={[...submits]}
          busy={busy}
          disabled={disabled}
          onSubmit={onSubmit}
          onCancel={onCancel}
        />
      </Suspense>
    );
  }
  return (
    <>
      {notice}
      <footer className={styles.dialogFoot}>
        {onCancel && (
          <Button variant="default" onClick={onCancel}>
            {say('canvas.dialog.cancel')}
          </Button>
        )}
        {submits.map(({ key, label }, index) => (
          <Button
            key={key}
            variant={index === 0 ? 'filled' : 'default'}
            loading={busy === key}
            disabled={disabled}
            onClick={() => onSubmit({}, key)}
          >
            {label}
          </Button>
        ))}
      </footer>
    </>
  );
};

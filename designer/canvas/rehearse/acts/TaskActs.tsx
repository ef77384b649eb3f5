/** A task: completed with an outcome, and with the values of its form where it asks for some. */
import { useMemo } from 'react';
import { hasFields } from '#designer/ui/forms/has-fields.ts';
import { DONE } from '#engine/ports.ts';
import { useEditor } from '../../editor/editor.tsx';
import { VariablesForm } from '../../page/VariablesForm.tsx';
import { ActButton } from '../ActButton.tsx';
import { sampleFor } from '../begin.ts';
import { useRehearse } from '../rehearse.tsx';
import type { ActsProps } from './props.ts';

export const TaskActs = ({ element, onHappening }: ActsProps) => {
  const { say } = useEditor();
  const { process } = useRehearse();
  const task = element.type === 'userTask' ? element.task : undefined;
  const form = task?.form;
  const initial = useMemo(() => sampleFor(form ?? {}), [form]);
  const outcomes = task?.outcomes ?? [{ key: DONE, label: say('canvas.rehearse.act.complete') }];
  const complete = (outcome: string, values?: Record<string, unknown>) =>
    onHappening({
      type: 'complete',
      element: element.id,
      ...(outcome === DONE ? {} : { outcome }),
      ...(values && Object.keys(values).length > 0 ? { values } : {}),
    });
  if (form && hasFields(form)) {
    return (
      <VariablesForm
        name={`rehearse.${process}.task.${element.id}`}
        schema={form}
        uiSchema={task?.uiSchema && { ...task.uiSchema }}
        initial={initial}
        submits={outcomes}
        onSubmit={(values, outcome) => complete(outcome, values)}
      />
    );
  }
  return outcomes.map(({ key, label }, index) => (
    <ActButton key={key} label={label} first={index === 0} onClick={() => complete(key)} />
  ));
};

/** A flow: what stands on it, which outcome takes it, and, out of a choice, on what conditions. */
import { ActionIcon, Select, Switch, Tooltip } from '@mantine/core';
import { IconArrowRight, IconTrash } from '@tabler/icons-react';
import { flowWords, nameOf, portWords } from '#designer/ui/diagram/words.ts';
import type { Definition, Element, Flow } from '#engine/definition.ts';
import { outcomesOf } from '#engine/lint/outcomes.ts';
import { DONE } from '#engine/ports.ts';
import { useActs } from '../editor/acts.tsx';
import { useEditor } from '../editor/editor.tsx';
import { Conditions } from './Conditions.tsx';
import { FindingCards } from './FindingCards.tsx';
import { Section, TextField } from './fields.tsx';
import { isId } from './half-typed.ts';
import styles from './panel.module.css';
import { said, useUpdateElement, useUpdateFlow } from './update.ts';

const ANY_PORT = '∗';

export const FlowForm = ({ flow }: { flow: Flow }) => {
  const { say, definition, names, readOnly, select } = useEditor();
  const { remove } = useActs();
  const update = useUpdateFlow();
  const source = definition.elements.find(({ id }) => id === flow.from);
  const target = definition.elements.find(({ id }) => id === flow.to);
  const ports = source ? waysOut(definition, source) : [];
  const { name: _, ...unnamed } = flow;
  return (
    <>
      <header className={styles.head}>
        <span className={styles.headIcon}>
          <IconArrowRight size={16} stroke={1.75} aria-hidden />
        </span>
        <h2 className={styles.kindTitle}>{say('canvas.flow.title')}</h2>
        {!readOnly && (
          <Tooltip label={say('canvas.act.delete')}>
            <ActionIcon aria-label={say('canvas.act.delete')} onClick={remove}>
              <IconTrash size={16} />
            </ActionIcon>
          </Tooltip>
        )}
      </header>
      <div className={styles.body}>
        <p className={styles.ends}>
          <button
            type="button"
            className={styles.end}
            onClick={() => select({ elements: [flow.from], flows: [] })}
          >
            {source ? nameOf(say, source) : flow.from}
          </button>
          <IconArrowRight size={14} aria-hidden />
          <button
            type="button"
            className={styles.end}
            onClick={() => select({ elements: [flow.to], flows: [] })}
          >
            {target ? nameOf(say, target) : flow.to}
          </button>
        </p>
        <TextField
          label={say('canvas.flow.name')}
          placeholder={flowWords(say, definition, unnamed, names) || say('canvas.flow.noName')}
          maxLength={200}
          value={flow.name}
          onChange={(name) => update({ ...flow, name: said(name) }, 'name')}
        />
        <FindingCards flow={flow.id} />
        {source?.type === 'callActivity' && (
          <TextField
            label={say('canvas.flow.port')}
            placeholder={say('canvas.flow.anyPort')}
            mono
            accept={(text) => text === '' || isId(text)}
            value={flow.port}
            onChange={(port) => update({ ...flow, port: said(port) }, 'port')}
          />
        )}
        {source && ports.length > 0 && (
          <Select
            label={say('canvas.flow.port')}
            data={[
              ...[...new Set([...ports, ...(flow.port ? [flow.port] : [])])].map((port) => ({
                value: port,
                label: portWords(say, source, port),
              })),
              { value: ANY_PORT, label: say('canvas.flow.anyPort') },
            ]}
            value={flow.port ?? ANY_PORT}
            readOnly={readOnly}
            allowDeselect={false}
            onChange={(port) =>
              port && update({ ...flow, port: port === ANY_PORT ? undefined : port }, 'port')
            }
          />
        )}
        {(source?.type === 'exclusiveGateway' || source?.type === 'inclusiveGateway') && (
          <Choice gateway={source} flow={flow} />
        )}
      </div>
    </>
  );
};

/** The outcomes it may leave by; of another process that is called, whatever its ends may be called. */
const waysOut = (definition: Definition, source: Element): readonly string[] => {
  const { named, done } = outcomesOf(definition, source);
  return named.length > 0 && done !== 'never' ? [...named, DONE] : named;
};

const Choice = ({
  gateway,
  flow,
}: {
  gateway: Extract<Element, { type: 'exclusiveGateway' | 'inclusiveGateway' }>;
  flow: Flow;
}) => {
  const { say, readOnly } = useEditor();
  const update = useUpdateFlow();
  const updateGateway = useUpdateElement<typeof gateway>();
  const isDefault = gateway.default === flow.id;
  return (
    <Section title={say('canvas.flow.taken')}>
      <Switch
        label={say('canvas.gateway.default')}
        checked={isDefault}
        disabled={readOnly}
        onChange={(event) =>
          updateGateway(
            { ...gateway, default: event.currentTarget.checked ? flow.id : undefined },
            'default',
          )
        }
      />
      {isDefault ? (
        <p className={styles.hint}>{say('canvas.gateway.defaultHint')}</p>
      ) : (
        <Conditions
          label={say('canvas.flow.taken')}
          condition={flow.conditions}
          onChange={(conditions) => update({ ...flow, conditions }, 'conditions')}
        />
      )}
    </Section>
  );
};

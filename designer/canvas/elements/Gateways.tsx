/** Gateways: the exclusive one chooses among its ways out by conditions, in order; the parallel one takes and joins all. */
import { ActionIcon, Radio, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { nameOf } from '#designer/ui/diagram/words.ts';
import type { ElementOf, Flow } from '#engine/definition.ts';
import { useEditor } from '../editor/editor.tsx';
import { Conditions } from '../panel/Conditions.tsx';
import { Section } from '../panel/fields.tsx';
import styles from '../panel/panel.module.css';
import { useUpdateElement, useUpdateFlow } from '../panel/update.ts';

type Exclusive = ElementOf<'exclusiveGateway'>;

export const ExclusiveGatewayForm = ({ element }: { element: Exclusive }) => {
  const { say, definition, change, readOnly } = useEditor();
  const flows = definition.flows.filter(({ from }) => from === element.id);
  if (flows.length < 2) {
    return (
      <Section title={say('canvas.gateway.ways')}>
        <p className={styles.hint}>
          {say(flows.length === 0 ? 'canvas.gateway.noWays' : 'canvas.gateway.oneWay')}
        </p>
      </Section>
    );
  }
  // The default comes last whatever its place: that is how it is read when the process runs.
  const asked = flows.filter(({ id }) => id !== element.default);
  const byDefault = flows.find(({ id }) => id === element.default);
  const move = (index: number, by: number) => {
    const order = asked.map(({ id }) => id);
    const [moved] = order.splice(index, 1);
    if (moved) order.splice(index + by, 0, moved);
    change({ type: 'reorderFlows', element: element.id, order }, say('canvas.did.reordered'));
  };
  return (
    <Section title={say('canvas.gateway.ways')} hint={say('canvas.gateway.hint')}>
      <ol className={styles.ways}>
        {asked.map((flow, index) => (
          <Way
            key={flow.id}
            gateway={element}
            flow={flow}
            number={index + 1}
            onUp={index > 0 && !readOnly ? () => move(index, -1) : undefined}
            onDown={index < asked.length - 1 && !readOnly ? () => move(index, 1) : undefined}
          />
        ))}
        {byDefault && <Way gateway={element} flow={byDefault} number={flows.length} />}
      </ol>
    </Section>
  );
};

type WayProps = {
  readonly gateway: Exclusive;
  readonly flow: Flow;
  readonly number: number;
  readonly onUp?: () => void;
  readonly onDown?: () => void;
};

const Way = ({ gateway, flow, number, onUp, onDown }: WayProps) => {
  const { say, definition, select, readOnly } = useEditor();
  const updateGateway = useUpdateElement<Exclusive>();
  const updateFlow = useUpdateFlow();
  const target = definition.elements.find(({ id }) => id === flow.to);
  const isDefault = gateway.default === flow.id;
  const targetName = target ? nameOf(say, target) : flow.to;
  return (
    <li className={styles.way} data-default={isDefault || undefined}>
      <div className={styles.wayHead}>
        <span className={styles.number} aria-hidden>
          {isDefault ? '∗' : number}
        </span>
        <button
          type="button"
          className={styles.wayTarget}
          onClick={() => select({ elements: [], flows: [flow.id] })}
        >
          {say('canvas.gateway.to', { name: targetName })}
        </button>
        {!isDefault && (
          <>
            <Tooltip label={say('canvas.gateway.up')}>
              <ActionIcon
                size="sm"
                aria-label={say('canvas.gateway.up')}
                disabled={!onUp}
                onClick={onUp}
              >
                <IconArrowUp size={14} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={say('canvas.gateway.down')}>
              <ActionIcon
                size="sm"
                aria-label={say('canvas.gateway.down')}
                disabled={!onDown}
                onClick={onDown}
              >
                <IconArrowDown size={14} />
              </ActionIcon>
            </Tooltip>
          </>
        )}
      </div>
      {isDefault ? (
        <p className={styles.hint}>{say('canvas.gateway.defaultHint')}</p>
      ) : (
        <Conditions
          label={say('canvas.gateway.conditionsFor', { name: targetName })}
          condition={flow.conditions}
          onChange={(conditions) => updateFlow({ ...flow, conditions }, 'conditions')}
        />
      )}
      <Radio
        size="xs"
        label={say('canvas.gateway.default')}
        checked={isDefault}
        disabled={readOnly}
        onChange={() => updateGateway({ ...gateway, default: flow.id }, 'default')}
      />
    </li>
  );
};

export const ParallelGatewayForm = ({ element }: { element: ElementOf<'parallelGateway'> }) => {
  const { say, definition } = useEditor();
  const out = definition.flows.filter(({ from }) => from === element.id).length;
  const into = definition.flows.filter(({ to }) => to === element.id).length;
  return (
    <Section title={say('canvas.parallel.title')}>
      <p className={styles.hint}>
        {into > 1 && say('canvas.parallel.joins', { count: into })}{' '}
        {out > 1 && say('canvas.parallel.forks', { count: out })}{' '}
        {into <= 1 && out <= 1 && say('canvas.parallel.plain')}
      </p>
    </Section>
  );
};

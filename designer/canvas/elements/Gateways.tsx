/**
 * Gateways: choices take the first or every way whose conditions hold, the parallel one takes and joins all or some, and
 * after the event-based one whatever happens first decides.
 */
import { ActionIcon, NumberInput, Radio, SegmentedControl, Switch, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { nameOf } from '#designer/ui/diagram/words.ts';
import type { ElementOf, Flow } from '#engine/definition.ts';
import { useEditor } from '../editor/editor.tsx';
import { Conditions } from '../panel/Conditions.tsx';
import { useFieldFinding } from '../panel/field-finding.ts';
import { Section } from '../panel/fields.tsx';
import styles from '../panel/panel.module.css';
import { useUpdateElement, useUpdateFlow } from '../panel/update.ts';

type Choice = ElementOf<'exclusiveGateway'> | ElementOf<'inclusiveGateway'>;

export const ChoiceForm = ({ element }: { element: Choice }) => {
  const { say, definition, change, readOnly } = useEditor();
  const flows = definition.flows.filter(({ from }) => from === element.id);
  const isOrdered = element.type === 'exclusiveGateway';
  const hint = isOrdered ? 'canvas.gateway.hint' : 'canvas.gateway.inclusiveHint';
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
    <Section title={say('canvas.gateway.ways')} hint={say(hint)}>
      <ol className={styles.ways}>
        {asked.map((flow, index) => (
          <Way
            key={flow.id}
            gateway={element}
            flow={flow}
            number={index + 1}
            onUp={isOrdered && index > 0 && !readOnly ? () => move(index, -1) : undefined}
            onDown={
              isOrdered && index < asked.length - 1 && !readOnly ? () => move(index, 1) : undefined
            }
          />
        ))}
        {byDefault && <Way gateway={element} flow={byDefault} number={flows.length} />}
      </ol>
    </Section>
  );
};

type WayProps = {
  readonly gateway: Choice;
  readonly flow: Flow;
  readonly number: number;
  readonly onUp?: () => void;
  readonly onDown?: () => void;
};

const Way = ({ gateway, flow, number, onUp, onDown }: WayProps) => {
  const { say, definition, select, readOnly } = useEditor();
  const updateGateway = useUpdateElement<Choice>();
  const updateFlow = useUpdateFlow();
  const target = definition.elements.find(({ id }) => id === flow.to);
  const isDefault = gateway.default === flow.id;
  const targetName = target ? nameOf(say, target) : flow.to;
  return (
    <li className={styles.way} data-default={isDefault || undefined}>
      <div className={styles.wayHead}>
        <span className={styles.number} aria-hidden>
          {isDefault ? '∗' : gateway.type === 'exclusiveGateway' ? number : '•'}
        </span>
        <button
          type="button"
          className={styles.wayTarget}
          onClick={() => select({ elements: [], flows: [flow.id] })}
        >
          {say('canvas.gateway.to', { name: targetName })}
        </button>
        {!isDefault && gateway.type === 'exclusiveGateway' && (
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

type Parallel = ElementOf<'parallelGateway'>;

export const ParallelGatewayForm = ({ element }: { element: Parallel }) => {
  const { say, definition, readOnly, seal } = useEditor();
  const update = useUpdateElement<Parallel>();
  const finding = useFieldFinding(element);
  const out = definition.flows.filter(({ from }) => from === element.id).length;
  const into = definition.flows.filter(({ to }) => to === element.id).length;
  const { join } = element;
  return (
    <>
      <Section title={say('canvas.parallel.title')}>
        <p className={styles.hint}>
          {into > 1 && !join && say('canvas.parallel.joins', { count: into })}{' '}
          {out > 1 && say('canvas.parallel.forks', { count: out })}{' '}
          {into <= 1 && out <= 1 && say('canvas.parallel.plain')}
        </p>
      </Section>
      {(into > 1 || join) && (
        <Section title={say('canvas.join.title')}>
          <SegmentedControl
            fullWidth
            aria-label={say('canvas.join.title')}
            disabled={readOnly}
            value={join ? 'some' : 'all'}
            onChange={(next) =>
              update(
                {
                  ...element,
                  join: next === 'some' ? { needed: Math.max(1, into - 1) } : undefined,
                },
                'join',
              )
            }
            data={(['all', 'some'] as const).map((value) => ({
              value,
              label: say(`canvas.join.${value}`),
            }))}
          />
          {join && (
            <>
              <NumberInput
                label={say('canvas.join.needed', { count: into })}
                min={1}
                max={100}
                allowDecimal={false}
                readOnly={readOnly}
                value={join.needed}
                error={finding({ rules: ['join-needed'] })}
                onBlur={seal}
                onChange={(needed) =>
                  typeof needed === 'number' &&
                  needed >= 1 &&
                  needed <= 100 &&
                  update({ ...element, join: { ...join, needed } }, 'needed')
                }
              />
              <Switch
                label={say('canvas.join.cancelRest')}
                description={say('canvas.join.cancelRestHint')}
                checked={join.cancelRest ?? false}
                disabled={readOnly}
                onChange={(event) =>
                  update(
                    {
                      ...element,
                      join: { ...join, cancelRest: event.currentTarget.checked || undefined },
                    },
                    'cancelRest',
                  )
                }
              />
            </>
          )}
        </Section>
      )}
    </>
  );
};

export const EventBasedGatewayForm = ({ element }: { element: ElementOf<'eventBasedGateway'> }) => {
  const { say, definition } = useEditor();
  const finding = useFieldFinding(element);
  const racing = definition.flows.filter(({ from }) => from === element.id).length;
  return (
    <Section title={say('canvas.race.title')}>
      <p className={styles.hint}>
        {finding({ rules: ['bad-race'] }) ?? say('canvas.race.hint', { count: racing })}
      </p>
    </Section>
  );
};

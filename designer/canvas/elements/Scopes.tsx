/** Parts of a process: a sub-process of its own, and the call of another process. */
import { Button, NumberInput, Select, Switch } from '@mantine/core';
import { IconBoxMargin, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ElementOf } from '#engine/definition.ts';
import { NOT_CHOSEN } from '#engine/not-chosen.ts';
import { useActs } from '../editor/acts.tsx';
import { removedWith } from '../editor/commands/remove.ts';
import { setTriggered } from '../editor/commands/set-triggered.ts';
import { useEditor } from '../editor/editor.tsx';
import { useDirectory } from '../panel/directory.ts';
import { useFieldFinding } from '../panel/field-finding.ts';
import { Section } from '../panel/fields.tsx';
import styles from '../panel/panel.module.css';
import { useUpdateElement } from '../panel/update.ts';
import { processesQuery } from '../queries.ts';

export const SubProcessForm = ({ element }: { element: ElementOf<'subProcess'> }) => {
  const { say, definition, readOnly, change } = useEditor();
  const { dissolve } = useActs();
  const inside = removedWith(definition, [element.id]) - 1;
  return (
    <Section title={say('canvas.sub.title')}>
      <p className={styles.hint}>{say('canvas.sub.holds', { count: inside })}</p>
      <Switch
        label={say('canvas.sub.byEvent')}
        description={say('canvas.sub.byEventHint')}
        checked={element.triggeredByEvent ?? false}
        disabled={readOnly}
        onChange={(event) =>
          change(
            setTriggered(definition, element, event.currentTarget.checked),
            say('canvas.did.changed', { name: element.name ?? say('canvas.kind.subProcess') }),
          )
        }
      />
      {!readOnly && (
        <div className={styles.row}>
          <Button variant="default" leftSection={<IconBoxMargin size={15} />} onClick={dissolve}>
            {say('canvas.act.dissolve')}
          </Button>
        </div>
      )}
    </Section>
  );
};

type Call = ElementOf<'callActivity'>;

export const CallActivityForm = ({ element }: { element: Call }) => {
  const { say, readOnly, seal } = useEditor();
  const update = useUpdateElement<Call>();
  const finding = useFieldFinding(element);
  const { process: options } = useDirectory();
  const { data: processes = [] } = useQuery(processesQuery);
  const newest = processes.find(({ key }) => key === element.process)?.version ?? undefined;
  const isChosen = element.process !== NOT_CHOSEN;
  const known = options.some(({ value }) => value === element.process);
  const { version: _v, bound: _b, ...unbound } = element;
  return (
    <Section title={say('canvas.call.title')} hint={say('canvas.call.hint')}>
      <Select
        label={say('canvas.call.process')}
        placeholder={say('canvas.call.choose')}
        data={
          known || !isChosen
            ? [...options]
            : [...options, { value: element.process, label: element.process }]
        }
        value={isChosen ? element.process : null}
        error={finding({ rules: ['unknown-key'] }) ?? finding({ rules: ['calls-itself'] })}
        readOnly={readOnly}
        searchable
        allowDeselect={false}
        nothingFoundMessage={say('canvas.picker.none')}
        onChange={(process) => process && update({ ...unbound, process }, 'process')}
      />
      {isChosen && (
        <Switch
          label={say('canvas.call.pinned')}
          description={say('canvas.call.pinnedHint')}
          checked={element.version !== undefined}
          disabled={readOnly}
          onChange={(event) =>
            update(
              event.currentTarget.checked ? { ...unbound, version: newest ?? 1 } : unbound,
              'pinned',
            )
          }
        />
      )}
      {element.version === undefined && element.bound !== undefined && (
        <p className={styles.hint}>{say('canvas.call.boundTo', { version: element.bound })}</p>
      )}
      {element.version !== undefined && (
        <div className={styles.row}>
          <NumberInput
            label={say('canvas.call.version')}
            className={styles.amount}
            min={1}
            max={newest}
            allowDecimal={false}
            readOnly={readOnly}
            value={element.version}
            onBlur={seal}
            onChange={(version) =>
              typeof version === 'number' &&
              version >= 1 &&
              update({ ...element, version }, 'version')
            }
          />
          {!readOnly && newest !== undefined && newest !== element.version && (
            <Button
              variant="default"
              leftSection={<IconRefresh size={15} />}
              onClick={() => update({ ...element, version: newest }, 'newest')}
            >
              {say('canvas.call.newest', { version: newest })}
            </Button>
          )}
        </div>
      )}
    </Section>
  );
};

/** What starts a run: somebody by hand, or a new ticket that fits. */
import { Checkbox, MultiSelect, SegmentedControl } from '@mantine/core';
import type { ElementOf } from '#engine/definition.ts';
import { TICKET_TYPES } from '#engine/definition.ts';
import { useEditor } from '../editor/editor.tsx';
import { Conditions } from '../panel/Conditions.tsx';
import { useDirectory } from '../panel/directory.ts';
import { FormBuilder } from '../panel/FormBuilder.tsx';
import { Section } from '../panel/fields.tsx';
import { isKeyOrNothing } from '../panel/half-typed.ts';
import styles from '../panel/panel.module.css';
import { TypeOrPick } from '../panel/TypeOrPick.tsx';
import { said, someOf, useUpdateElement } from '../panel/update.ts';
import type { Caught } from './Caught.tsx';
import { CaughtFields, InterruptingFields } from './Caught.tsx';
import { caughtOf, withCaught } from './Events.tsx';

type Start = ElementOf<'startEvent'>;

const TRIGGERS: readonly Start['trigger'][] = [
  { type: 'manual' },
  { type: 'ticketCreated' },
  { type: 'called' },
];

export const StartEventForm = ({ element }: { element: Start }) => {
  const { say, readOnly, definition, change } = useEditor();
  const update = useUpdateElement<Start>();
  const directory = useDirectory();
  const { trigger } = element;
  if (trigger.type === 'inner') return <p className={styles.hint}>{say('canvas.start.inner')}</p>;
  if (trigger.type === 'event') {
    const set = (caught: Caught, field: string) =>
      update({ ...element, trigger: withCaught(trigger, caught) }, field);
    return (
      <>
        <CaughtFields element={element} caught={caughtOf(trigger)} onChange={set} />
        <InterruptingFields element={element} caught={caughtOf(trigger)} onChange={set} />
      </>
    );
  }
  return (
    <>
      <Section title={say('canvas.start.trigger')}>
        <SegmentedControl
          fullWidth
          aria-label={say('canvas.start.trigger')}
          disabled={readOnly}
          value={trigger.type}
          onChange={(type) =>
            update(
              {
                ...element,
                trigger: TRIGGERS.find((one) => one.type === type) ?? { type: 'manual' },
              },
              'trigger',
            )
          }
          data={[
            { value: 'manual', label: say('canvas.start.manual') },
            { value: 'ticketCreated', label: say('canvas.start.ticketCreated') },
            { value: 'called', label: say('canvas.start.called') },
          ]}
        />
        {trigger.type === 'ticketCreated' && (
          <>
            <TypeOrPick
              label={say('canvas.start.catalogItem')}
              description={say('canvas.start.catalogItemHint')}
              accept={isKeyOrNothing}
              options={directory.catalogItem}
              value={trigger.catalogItem ?? ''}
              onChange={(catalogItem) =>
                update(
                  { ...element, trigger: { ...trigger, catalogItem: said(catalogItem) } },
                  'catalogItem',
                )
              }
            />
            <MultiSelect
              label={say('canvas.start.ticketTypes')}
              placeholder={trigger.ticketTypes?.length ? '' : say('canvas.start.anyType')}
              readOnly={readOnly}
              data={TICKET_TYPES.map((value) => ({
                value,
                label: say(`canvas.value.type.${value}`),
              }))}
              value={[...(trigger.ticketTypes ?? [])]}
              onChange={(next) => {
                const ticketTypes = someOf(TICKET_TYPES.filter((type) => next.includes(type)));
                update({ ...element, trigger: { ...trigger, ticketTypes } }, 'ticketTypes');
              }}
            />
            {trigger.catalogItem === undefined && (
              <Checkbox
                label={say('canvas.start.alongside')}
                description={say('canvas.start.alongsideHint')}
                disabled={readOnly}
                checked={trigger.alongside === true}
                onChange={({ currentTarget }) => {
                  const alongside = currentTarget.checked || undefined;
                  update({ ...element, trigger: { ...trigger, alongside } }, 'alongside');
                }}
              />
            )}
          </>
        )}
      </Section>
      {trigger.type === 'ticketCreated' && (
        <Section title={say('canvas.start.conditions')} hint={say('canvas.start.conditionsHint')}>
          <Conditions
            label={say('canvas.start.conditions')}
            condition={trigger.conditions}
            onChange={(conditions) =>
              update({ ...element, trigger: { ...trigger, conditions } }, 'conditions')
            }
          />
        </Section>
      )}
      {(trigger.type === 'manual' || trigger.type === 'called') && (
        <Section title={say('canvas.start.variables')} hint={say('canvas.start.variablesHint')}>
          <FormBuilder
            schema={definition.variables}
            onChange={(variables) =>
              change(
                { type: 'setProperties', variables: variables ?? null },
                say('canvas.did.changedProcess'),
                {
                  mark: 'process:variables',
                  quiet: true,
                },
              )
            }
          />
        </Section>
      )}
    </>
  );
};

/** What undoes an activity; for what is there only to undo, which activities it undoes. */
import { Select, Switch } from '@mantine/core';
import { nameOf } from '#designer/ui/diagram/words.ts';
import type { Activity } from '#engine/definition/is-activity.ts';
import { isActivity } from '#engine/definition/is-activity.ts';
import type { Definition, Element } from '#engine/definition.ts';
import { useActs } from '../../editor/acts.tsx';
import { useEditor } from '../../editor/editor.tsx';
import { useFieldFinding } from '../../panel/field-finding.ts';
import { Section } from '../../panel/fields.tsx';
import styles from '../../panel/panel.module.css';
import { useUpdateElement } from '../../panel/update.ts';

const NOTHING = '';
const NEW = '∗';

export const Undoing = ({ element }: { element: Activity }) => {
  const { say, definition, readOnly, select } = useEditor();
  const { setUndo } = useActs();
  const finding = useFieldFinding(element);
  const update = useUpdateElement<Activity>();
  if (element.forCompensation) {
    const undone = definition.elements.filter((one) => isActivity(one) && one.undo === element.id);
    return (
      <Section title={say('canvas.undoing.title')}>
        <p className={styles.hint}>
          {undone.length > 0
            ? say('canvas.undoing.undoes', {
                names: say.list(undone.map((one) => nameOf(say, one))),
              })
            : (finding({ rules: ['bad-undo'] }) ?? say('canvas.undoing.idle'))}
        </p>
        {undone.length === 0 && (
          <Switch
            label={say('canvas.undoing.only')}
            checked
            disabled={readOnly}
            onChange={() => update({ ...element, forCompensation: undefined }, 'forCompensation')}
          />
        )}
      </Section>
    );
  }
  const handlers = handlersFor(definition, element);
  const chosen = handlers.find(({ id }) => id === element.undo);
  if (element.type === 'subProcess' && element.triggeredByEvent) return null;
  return (
    <Section title={say('canvas.undoing.title')} hint={say('canvas.undoing.hint')}>
      <Select
        label={say('canvas.undoing.by')}
        data={[
          { value: NOTHING, label: say('canvas.undoing.nothing') },
          ...handlers.map((one) => ({ value: one.id, label: nameOf(say, one) })),
          ...(chosen || !element.undo ? [] : [{ value: element.undo, label: element.undo }]),
          { value: NEW, label: say('canvas.undoing.new') },
        ]}
        value={element.undo ?? NOTHING}
        error={finding({ rules: ['bad-undo'] })}
        readOnly={readOnly}
        allowDeselect={false}
        onChange={(next) => {
          if (next === null || next === (element.undo ?? NOTHING)) return;
          setUndo(element.id, next === NEW ? null : next || undefined);
        }}
      />
      {chosen && (
        <button
          type="button"
          className={styles.link}
          onClick={() => select({ elements: [chosen.id], flows: [] })}
        >
          <span>{say('canvas.undoing.go', { name: nameOf(say, chosen) })}</span>
        </button>
      )}
    </Section>
  );
};

export const handlersFor = (definition: Definition, element: Activity): readonly Element[] =>
  definition.elements.filter(
    (one) =>
      isActivity(one) &&
      one.parent === element.parent &&
      (one.forCompensation || one.id === element.undo),
  );

/** Rules decide: which ruleset is asked, what it answers into, and a way to its editor. */
import { Button, Select } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { ElementOf } from '#engine/definition.ts';
import { NOT_CHOSEN } from '#engine/not-chosen.ts';
import { useEditor } from '../editor/editor.tsx';
import { useDirectory } from '../panel/directory.ts';
import { Section } from '../panel/fields.tsx';
import styles from '../panel/panel.module.css';
import { useUpdateElement } from '../panel/update.ts';
import { RulesetDialog } from '../rulesets/RulesetDialog.tsx';
import { variablesOf } from '../rulesets/variables.ts';

type RuleTask = ElementOf<'businessRuleTask'>;

export const BusinessRuleTaskForm = ({ element }: { element: RuleTask }) => {
  const { say, readOnly } = useEditor();
  const update = useUpdateElement<RuleTask>();
  const { rulesets, ruleset: options } = useDirectory();
  const [open, setOpen] = useState<'edit' | 'new' | null>(null);
  const chosen = rulesets.find(({ key }) => key === element.ruleset);
  const known = options.some(({ value }) => value === element.ruleset);
  const isChosen = element.ruleset !== NOT_CHOSEN;
  const sets = chosen ? Object.keys(variablesOf(chosen.ruleset)) : [];
  return (
    <Section title={say('canvas.rules.ruleset')} hint={say('canvas.rules.hint')}>
      <Select
        aria-label={say('canvas.rules.ruleset')}
        placeholder={say('canvas.rules.choose')}
        data={
          known || !isChosen
            ? [...options]
            : [...options, { value: element.ruleset, label: element.ruleset }]
        }
        value={isChosen ? element.ruleset : null}
        readOnly={readOnly}
        searchable
        allowDeselect={false}
        nothingFoundMessage={say('canvas.picker.none')}
        onChange={(ruleset) => ruleset && update({ ...element, ruleset }, 'ruleset')}
      />
      <div className={styles.row}>
        <Button
          variant="default"
          leftSection={<IconPencil size={15} />}
          disabled={!chosen}
          onClick={() => setOpen('edit')}
        >
          {say('canvas.rules.edit')}
        </Button>
        {!readOnly && (
          <Button
            variant="subtle"
            leftSection={<IconPlus size={15} />}
            onClick={() => setOpen('new')}
          >
            {say('canvas.rules.new')}
          </Button>
        )}
      </div>
      {sets.length > 0 && (
        <p className={styles.hint}>{say('canvas.rules.sets', { names: say.list(sets) })}</p>
      )}
      {open && (
        <RulesetDialog
          record={open === 'edit' ? chosen : undefined}
          onClose={() => setOpen(null)}
          onSaved={(record) => {
            if (record.key !== element.ruleset)
              update({ ...element, ruleset: record.key }, 'ruleset');
          }}
        />
      )}
    </Section>
  );
};

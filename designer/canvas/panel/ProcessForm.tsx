/** The process as a whole, shown while nothing in it is selected. */

import { Keys } from '#designer/ui/Keys.tsx';
import { useEditor } from '../editor/editor.tsx';
import { ReviewSwitch } from '../review/ReviewSwitch.tsx';
import { FindingCards } from './FindingCards.tsx';
import { Section, TextField } from './fields.tsx';
import styles from './panel.module.css';

const TIPS = [
  ['a', 'append'],
  ['c', 'connect'],
  ['F2', 'rename'],
  ['/', 'search'],
  ['Mod+z', 'undo'],
  ['?', 'help'],
] as const;

export const ProcessForm = () => {
  const { say, definition, change, readOnly } = useEditor();
  const set = (changes: { name?: string; description?: string | null }, field: string) =>
    change({ type: 'setProperties', ...changes }, say('canvas.did.changedProcess'), {
      mark: `process:${field}`,
      quiet: true,
    });
  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.kindTitle}>{say('canvas.process.title')}</h2>
      </header>
      <div className={styles.body}>
        <TextField
          label={say('canvas.field.name')}
          maxLength={200}
          value={definition.name}
          onChange={(name) => set({ name }, 'name')}
        />
        <TextField
          label={say('canvas.process.description')}
          placeholder={say('canvas.process.descriptionHint')}
          lines={3}
          value={definition.description}
          onChange={(text) => set({ description: text || null }, 'description')}
        />
        <FindingCards />
        <ReviewSwitch process={definition.key} />
        <dl className={styles.facts}>
          <dt>{say('canvas.process.key')}</dt>
          <dd>
            <code>{definition.key}</code>
          </dd>
          <dt>{say('canvas.process.size')}</dt>
          <dd>
            {say('canvas.process.counts', {
              elements: definition.elements.length,
              flows: definition.flows.length,
            })}
          </dd>
        </dl>
        {!readOnly && (
          <Section title={say('canvas.process.keys')}>
            <ul className={styles.keys}>
              {TIPS.map(([keys, tip]) => (
                <li key={keys}>
                  <span>{say(`canvas.tip.${tip}`)}</span>
                  <Keys keys={keys} />
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
    </>
  );
};

/**
 * What is selected, in words and fields: the process itself when nothing is, an element, a flow, or several at once.
 * Findings of the selected thing stand above its fields, with their reason and, where there is one, the fix.
 */
import { Button } from '@mantine/core';
import {
  IconArrowLeft,
  IconArrowRight,
  IconBoxAlignRight,
  IconBoxMargin,
  IconCopy,
  IconEye,
  IconFrame,
  IconTrash,
} from '@tabler/icons-react';
import { iconOf } from '#designer/ui/diagram/element-icon.ts';
import { flowWords, kindOf, nameOf } from '#designer/ui/diagram/words.ts';
import type { Element } from '#engine/definition.ts';
import { useActs } from '../editor/acts.tsx';
import { canHaveBorder } from '../editor/commands/borders.ts';
import { canLead } from '../editor/commands/followers.ts';
import { useEditor } from '../editor/editor.tsx';
import { alternativesTo } from '../editor/templates.ts';
import { ElementForm } from '../elements/ElementForm.tsx';
import { NoteForm } from '../notes/NoteForm.tsx';
import { Arranging } from './Arranging.tsx';
import { FindingCards } from './FindingCards.tsx';
import { FlowForm } from './FlowForm.tsx';
import { TextField } from './fields.tsx';
import { Groups } from './Groups.tsx';
import { PanelHead } from './PanelHead.tsx';
import { ProcessForm } from './ProcessForm.tsx';
import styles from './panel.module.css';

export const Panel = () => {
  const { say, element, flow, note, selection, readOnly } = useEditor();
  const count = selection.elements.length + selection.flows.length + (selection.notes?.length ?? 0);
  return (
    <aside className={styles.panel} aria-label={say('canvas.panel')} id="canvas-panel">
      {element ? (
        <ElementPanel key={element.id} element={element} />
      ) : flow ? (
        <FlowForm key={flow.id} flow={flow} />
      ) : note ? (
        <NoteForm key={note.id} note={note} />
      ) : count > 1 ? (
        <ManyPanel count={count} />
      ) : (
        <ProcessForm />
      )}
      {readOnly && (
        <p className={styles.onlyLooking}>
          <IconEye size={15} aria-hidden />
          {say('canvas.panel.readOnly')}
        </p>
      )}
    </aside>
  );
};

const ElementPanel = ({ element }: { element: Element }) => {
  const { say, change } = useEditor();
  return (
    <>
      <PanelHead icon={iconOf(element)} title={kindOf(say, element)} />
      <div className={styles.body}>
        <TextField
          label={say('canvas.field.name')}
          id="canvas-name"
          placeholder={kindOf(say, element)}
          maxLength={200}
          value={element.name}
          onChange={(name) =>
            change(
              { type: 'renameElement', id: element.id, name },
              say('canvas.did.renamed', { name: name || kindOf(say, element) }),
              { mark: `${element.id}:name`, quiet: true },
            )
          }
        />
        <FindingCards element={element.id} />
        <ElementForm element={element} />
        <Groups />
        <Ways element={element} />
      </div>
    </>
  );
};

/** Where one comes from and where one goes on to: the same walk as with arrow keys, for pointer and screen reader. */
const Ways = ({ element }: { element: Element }) => {
  const { say, definition, names, select } = useEditor();
  const { setMenu } = useActs();
  const { readOnly } = useEditor();
  const hasScopes = definition.elements.some(
    ({ id, type }) => type === 'subProcess' && id !== element.id,
  );
  const opens = (kind: Exclude<MenuKind, 'insert' | 'search' | 'about'>) => (
    <Button variant="default" size="xs" onClick={() => setMenu({ kind, element: element.id })}>
      {say(`canvas.act.${kind}`)}
    </Button>
  );
  const called = (id: string) => {
    const found = definition.elements.find((candidate) => candidate.id === id);
    return found ? nameOf(say, found) : id;
  };
  const into = definition.flows.filter(({ to }) => to === element.id);
  const out = definition.flows.filter(({ from }) => from === element.id);
  return (
    <section className={styles.section}>
      <h3 className={styles.sectionTitle}>{say('canvas.flows.title')}</h3>
      <ul className={styles.links}>
        {into.map((flow) => (
          <li key={flow.id}>
            <button
              type="button"
              className={styles.link}
              onClick={() => select({ elements: [], flows: [flow.id] })}
            >
              <IconArrowLeft size={14} aria-hidden />
              <span>{say('canvas.flows.from', { name: called(flow.from) })}</span>
              <small>{flowWords(say, definition, flow, names)}</small>
            </button>
          </li>
        ))}
        {out.map((flow) => (
          <li key={flow.id}>
            <button
              type="button"
              className={styles.link}
              onClick={() => select({ elements: [], flows: [flow.id] })}
            >
              <IconArrowRight size={14} aria-hidden />
              <span>{say('canvas.flows.to', { name: called(flow.to) })}</span>
              <small>{flowWords(say, definition, flow, names)}</small>
            </button>
          </li>
        ))}
      </ul>
      {!readOnly && (
        <div className={styles.acts}>
          {canLead(element) && (
            <>
              {opens('append')}
              {opens('connect')}
            </>
          )}
          {canHaveBorder(element) && opens('attach')}
          {alternativesTo(element).length > 0 && opens('replace')}
          {element.type !== 'boundaryEvent' && hasScopes && opens('layInto')}
        </div>
      )}
    </section>
  );
};

type MenuKind = NonNullable<ReturnType<typeof useActs>['menu']>['kind'];

const ManyPanel = ({ count }: { count: number }) => {
  const { say, readOnly, selection } = useEditor();
  const { remove, duplicate, wrap, group, setMenu } = useActs();
  const [first] = selection.elements;
  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.kindTitle}>{say('canvas.many.title', { count })}</h2>
      </header>
      {!readOnly && (
        <div className={styles.body}>
          <Arranging />
          <Button variant="default" leftSection={<IconCopy size={15} />} onClick={duplicate}>
            {say('canvas.act.duplicate')}
          </Button>
          <Button variant="default" leftSection={<IconBoxMargin size={15} />} onClick={wrap}>
            {say('canvas.act.wrap')}
          </Button>
          {first && (
            <Button variant="default" leftSection={<IconFrame size={15} />} onClick={group}>
              {say('canvas.act.group')}
            </Button>
          )}
          {first && (
            <Button
              variant="default"
              leftSection={<IconBoxAlignRight size={15} />}
              onClick={() => setMenu({ kind: 'layInto', element: first })}
            >
              {say('canvas.act.layInto')}
            </Button>
          )}
          <Button
            variant="default"
            color="red"
            leftSection={<IconTrash size={15} />}
            onClick={remove}
          >
            {say('canvas.act.delete')}
          </Button>
          <p className={styles.hint}>{say('canvas.many.hint')}</p>
          <Groups />
        </div>
      )}
    </>
  );
};

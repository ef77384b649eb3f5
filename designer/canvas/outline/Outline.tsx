/**
 * The same process as a list: everything the drawing can do to elements can be done here without seeing it. Arrow keys go
 * from row to row; each row tells its ways out in words.
 */
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowRight,
  IconChevronDown,
  IconChevronRight,
  IconPencil,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useState } from 'react';
import { countInside, isCollapsed, shownFor, shownOf } from '#designer/ui/diagram/collapsed.ts';
import { iconOf } from '#designer/ui/diagram/element-icon.ts';
import { flowWords, kindOf, nameOf, portWords, summaryOf } from '#designer/ui/diagram/words.ts';
import { portsOf } from '#engine/ports.ts';
import { LevelMark } from '../diagram/LevelMark.tsx';
import { useActs } from '../editor/acts.tsx';
import { canLead, offeredAfter } from '../editor/commands/followers.ts';
import { useEditor } from '../editor/editor.tsx';
import { OutlineMenus } from '../menus/Menus.tsx';
import { NoteRows } from '../notes/NoteRows.tsx';
import type { OutlineRow } from './order.ts';
import { toOutline } from './order.ts';
import styles from './outline.module.css';

export const Outline = () => {
  const { say, definition } = useEditor();
  const rows = toOutline(shownOf(definition));
  return (
    <div className={styles.outline} data-outline-list>
      <OutlineMenus />
      <h2 className="p-hidden">{say('canvas.outline')}</h2>
      <ol className={styles.list} aria-label={say('canvas.outline')}>
        <Rows rows={rows} scope={undefined} base={0} />
      </ol>
      <NoteRows />
    </div>
  );
};

type RowsProps = {
  /** All of them, in their order. */
  readonly rows: readonly OutlineRow[];
  readonly scope: string | undefined;
  /** How deep the list begins. */
  readonly base: number;
};

/** Those of one sub-process; what lies in a further one is a list of its own under it. */
const Rows = ({ rows, scope, base }: RowsProps) =>
  rows.map((row, index) =>
    row.scope?.id === scope ? (
      <Row
        key={row.element.id}
        row={row}
        base={base}
        isTabStop={index === 0}
        next={rows[index + 1]?.element.id}
        inside={rows.some((one) => one.scope?.id === row.element.id) ? rows : undefined}
      />
    ) : null,
  );

type RowProps = {
  readonly row: OutlineRow;
  readonly base: number;
  readonly isTabStop: boolean;
  /** The row below. */
  readonly next: string | undefined;
  /** All rows, where some of them lie in this one. */
  readonly inside: readonly OutlineRow[] | undefined;
};

const Row = ({ row, base, isTabStop, next, inside }: RowProps) => {
  const { say, definition, names, findings, selection, select, readOnly } = useEditor();
  const acts = useActs();
  const [renaming, setRenaming] = useState(false);
  const { element, depth, out } = row;
  const isBox = isCollapsed(definition, element.id);
  const Icon = iconOf(element);
  const kind = kindOf(say, element);
  const name = nameOf(say, element);
  const summary = summaryOf(say, element, names);
  const level = (['error', 'warning', 'hint'] as const).find((one) =>
    findings.some(
      (finding) =>
        finding.level === one &&
        finding.element !== undefined &&
        shownFor(definition, finding.element) === element.id,
    ),
  );
  const selected = selection.elements.includes(element.id);
  const host =
    element.type === 'boundaryEvent'
      ? definition.elements.find(({ id }) => id === element.attachedTo)
      : undefined;
  const [way, ...others] = out;
  const goesWithoutSaying =
    !way || (others.length === 0 && way.to === next && !flowWords(say, definition, way, names));
  const finish = (value: string | null, hasLeft = false) => {
    setRenaming(false);
    acts.rename(element.id, value, hasLeft);
  };
  return (
    <li style={{ paddingInlineStart: (depth - base) * 24 }}>
      <div className={styles.row} data-selected={selected || undefined}>
        {element.type === 'subProcess' && (
          <ActionIcon
            size={22}
            className={styles.fold}
            tabIndex={-1}
            aria-expanded={!isBox}
            aria-label={say(isBox ? 'canvas.act.expandNamed' : 'canvas.act.collapseNamed', {
              name,
            })}
            onClick={() => acts.fold([element.id])}
          >
            {isBox ? <IconChevronRight size={15} /> : <IconChevronDown size={15} />}
          </ActionIcon>
        )}
        {renaming ? (
          <input
            className={styles.rename}
            aria-label={say('canvas.act.rename')}
            defaultValue={element.name ?? ''}
            maxLength={200}
            dir="auto"
            // biome-ignore lint/a11y/noAutofocus: the author has just asked to type here.
            autoFocus
            onBlur={(event) => finish(event.currentTarget.value, true)}
            onKeyDown={(event) => {
              event.stopPropagation();
              if (event.key === 'Enter') finish(event.currentTarget.value);
              if (event.key === 'Escape') finish(null);
            }}
          />
        ) : (
          <button
            type="button"
            className={styles.main}
            data-outline={element.id}
            aria-pressed={selected}
            tabIndex={selected || (isTabStop && selection.elements.length === 0) ? 0 : -1}
            onClick={() => select({ elements: [element.id], flows: [] })}
            onDoubleClick={() => !readOnly && setRenaming(true)}
            onFocus={(event) => {
              if (event.currentTarget.matches(':focus-visible'))
                select({ elements: [element.id], flows: [] });
            }}
            onKeyDown={(event) => {
              if (event.key === 'F2' && !readOnly) {
                event.preventDefault();
                setRenaming(true);
              } else walk(event);
            }}
          >
            <Icon size={16} stroke={1.75} aria-hidden />
            <span className={styles.name}>{name}</span>
            {level && <LevelMark level={level} label={say(`canvas.level.${level}`)} size={14} />}
            <span className={styles.hint}>
              {name === kind ? '' : kind}
              {summary && `${name === kind ? '' : ' · '}${summary}`}
              {isBox && say('canvas.collapsed', { count: countInside(definition, element.id) })}
            </span>
            {host && (
              <span className="p-hidden">
                {say('canvas.summary.on', { name: nameOf(say, host) })}
              </span>
            )}
          </button>
        )}
        {!readOnly && <RowActs row={row} onRename={() => setRenaming(true)} />}
      </div>
      {!goesWithoutSaying && (
        <ul className={styles.ways}>
          {out.map((flow) => {
            const target = definition.elements.find(({ id }) => id === flow.to);
            const words = flowWords(say, definition, flow, names);
            return (
              <li key={flow.id}>
                <button
                  type="button"
                  tabIndex={-1}
                  className={styles.way}
                  data-selected={selection.flows.includes(flow.id) || undefined}
                  onClick={() => select({ elements: [], flows: [flow.id] })}
                >
                  {words && <span>{words}</span>}
                  <IconArrowRight size={13} aria-hidden />
                  <span>{target ? nameOf(say, target) : flow.to}</span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {inside && (
        <ol className={styles.inside} aria-label={say('canvas.outline.inside', { name })}>
          <Rows rows={inside} scope={element.id} base={depth + 1} />
        </ol>
      )}
    </li>
  );
};

const RowActs = ({ row, onRename }: { row: OutlineRow; onRename: () => void }) => {
  const { say, definition, select } = useEditor();
  const { append, remove } = useActs();
  const { element } = row;
  const ports = portsOf(element);
  const act = (run: () => void) => () => {
    select({ elements: [element.id], flows: [] });
    requestAnimationFrame(run);
  };
  return (
    <span className={styles.acts}>
      {canLead(element) && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Tooltip label={say('canvas.act.append')}>
              <ActionIcon
                aria-label={say('canvas.outline.appendAfter', { name: nameOf(say, element) })}
              >
                <IconPlus size={15} />
              </ActionIcon>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown mah={360} style={{ overflow: 'auto' }}>
            {(ports.length > 1 ? ports : [undefined]).map((port) => (
              <div key={port ?? ''}>
                {port && (
                  <Menu.Label>
                    {say('canvas.outline.after', { outcome: portWords(say, element, port) })}
                  </Menu.Label>
                )}
                {offeredAfter(definition, element).map((template) => {
                  const Icon = iconOf(template.create('x'));
                  return (
                    <Menu.Item
                      key={template.id}
                      leftSection={<Icon size={15} stroke={1.75} />}
                      onClick={() => append(template, element.id, { port })}
                    >
                      {say(template.name)}
                    </Menu.Item>
                  );
                })}
              </div>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <Tooltip label={say('canvas.act.rename')}>
        <ActionIcon aria-label={say('canvas.act.rename')} onClick={onRename}>
          <IconPencil size={15} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={say('canvas.act.delete')}>
        <ActionIcon aria-label={say('canvas.act.delete')} onClick={act(remove)}>
          <IconTrash size={15} />
        </ActionIcon>
      </Tooltip>
    </span>
  );
};

const walk = (event: KeyboardEvent<HTMLElement>) => {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  const rows = [...document.querySelectorAll<HTMLElement>('[data-outline]')];
  const next = rows[rows.indexOf(event.currentTarget) + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
};

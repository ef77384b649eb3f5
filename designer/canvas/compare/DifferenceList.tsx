/** What differs, one row a thing: what it is called, what became of it, and of each change what stood there and stands now. */
import type { KeyboardEvent } from 'react';
import { useSay } from '#designer/ui/diagram/say.ts';
import { flowWords, kindOf, nameOf, summaryOf } from '#designer/ui/diagram/words.ts';
import { GROUPS } from '#engine/diff/groups.ts';
import styles from './compare.module.css';
import { Mark } from './marks.tsx';
import type { Row } from './rows.ts';
import { titleOf } from './title.ts';
import type { About, Side } from './words.ts';
import { changeWords } from './words.ts';

type Props = {
  readonly rows: readonly Row[];
  readonly before: Side;
  readonly after: Side;
  readonly chosen: string | undefined;
  readonly onChoose: (row: Row) => void;
};

export const DifferenceList = ({ rows, before, after, chosen, onChoose }: Props) => {
  const say = useSay();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
    const at = buttons.findIndex((one) => one.contains(document.activeElement));
    const next = rows[at + step];
    if (at < 0 || !next) return;
    event.preventDefault();
    buttons[at + step]?.focus();
    onChoose(next);
  };
  return (
    <ol
      className={styles.rows}
      aria-label={say('canvas.compare.list')}
      aria-describedby="compare-keys"
      onKeyDown={onKeyDown}
    >
      {rows.map((row) => {
        const side = row.kind === 'removed' ? before : after;
        const title = titleOf(say, row, side.definition);
        const hint = hintFor(row, side);
        return (
          <li key={row.key} className={styles.row} data-chosen={row.key === chosen || undefined}>
            <button
              type="button"
              className={styles.head}
              data-row={row.key}
              aria-current={row.key === chosen ? 'true' : undefined}
              onClick={() => onChoose(row)}
            >
              <Mark kind={row.kind} />
              <span className={styles.title} dir={row.subject === 'element' ? 'auto' : undefined}>
                {title}
              </span>
              {hint && <span className={styles.hint}>{hint}</span>}
              {row.kind === 'changed' && row.isMoved && (
                <span className={styles.hint}>{say('canvas.compare.alsoMoved')}</span>
              )}
            </button>
            {row.changes.length > 0 && <Changes row={row} about={{ before, after, id: row.id }} />}
          </li>
        );
      })}
    </ol>
  );

  /** What kind of thing it is, where its name does not say so; of what came or went also what it does. */
  function hintFor({ subject, id, kind }: Row, { definition, names }: Side): string {
    const element = definition.elements.find((one) => one.id === id);
    if (subject === 'element' && element) {
      const word = kindOf(say, element);
      const said = [
        word === nameOf(say, element) ? '' : word,
        kind === 'added' || kind === 'removed' ? summaryOf(say, element, names) : '',
      ];
      return said.filter(Boolean).join(' · ');
    }
    const flow = definition.flows.find((one) => one.id === id);
    return subject === 'flow' && flow ? flowWords(say, definition, flow, names) : '';
  }
};

/** Under the headings of the panel. */
const Changes = ({ row, about }: { readonly row: Row; readonly about: About }) => {
  const say = useSay();
  const groups = GROUPS.map((group) => ({
    group,
    changes: row.changes.filter((change) => change.group === group),
  })).filter(({ changes }) => changes.length > 0);
  return (
    <ul className={styles.changes}>
      {groups.map(({ group, changes }) => (
        <li key={group} className={styles.group}>
          {groups.length > 1 && (
            <span className={styles.groupName}>{say(`canvas.compare.group.${group}`)}</span>
          )}
          <ul>
            {changes.map((change) => {
              const words = changeWords(say, change, about);
              return (
                <li
                  key={`${change.kind} ${change.path.join('/')} ${words.before} ${words.after}`}
                  className={styles.change}
                >
                  <span className={styles.label}>{words.label}</span>
                  <Value as="del" words={words.before} isText={isText(change.before)} />
                  <span className={styles.arrow} aria-hidden />
                  <Value as="ins" words={words.after} isText={isText(change.after)} />
                </li>
              );
            })}
          </ul>
        </li>
      ))}
    </ul>
  );
};

/** What an author wrote has a direction of its own; our sentences have the page's. */
const isText = (value: unknown): boolean => typeof value === 'string';

type ValueProps = {
  readonly as: 'del' | 'ins';
  readonly words: string | undefined;
  readonly isText: boolean;
};

const Value = ({ as: Tag, words, isText }: ValueProps) => {
  const say = useSay();
  return (
    <span className={styles.value}>
      <span className="p-hidden">
        {say(Tag === 'del' ? 'canvas.compare.was' : 'canvas.compare.is')}{' '}
      </span>
      {words === undefined ? (
        <span className={styles.nothing}>{say('canvas.compare.nothing')}</span>
      ) : (
        <Tag dir={isText ? 'auto' : undefined}>{words}</Tag>
      )}
    </span>
  );
};

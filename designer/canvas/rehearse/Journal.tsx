/** What has happened and what came of it, in time; a line leads to its element, and opens to what lies behind it. */
import {
  IconAlarm,
  IconAlertTriangle,
  IconArrowsSplit,
  IconCircleDot,
  IconFlag,
  IconMail,
  IconPencil,
  IconUser,
  IconWorld,
} from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { ToldInStory } from '#designer/client/types/foretold.ts';
import { Code } from '#designer/ui/Code.tsx';
import type { Entry } from '#engine/rehearsal/index.ts';
import { useActs } from '../editor/acts.tsx';
import { useEditor } from '../editor/editor.tsx';
import { useClock } from './clock.ts';
import { type Line, lineOf, toldLine } from './journal-words.ts';
import type { Played, Turn } from './play.ts';
import { RulesetWhy } from './RulesetWhy.tsx';
import styles from './rehearse.module.css';
import { useRehearse } from './rehearse.tsx';
import { toldIn } from './story.ts';
import { happeningWords } from './words.ts';

const ICONS: Readonly<Record<Line['kind'], typeof IconUser>> = {
  asked: IconUser,
  decided: IconArrowsSplit,
  sent: IconMail,
  changed: IconPencil,
  called: IconWorld,
  failed: IconAlertTriangle,
  ended: IconFlag,
  warned: IconAlarm,
  breached: IconAlarm,
  other: IconCircleDot,
};

export const Journal = ({ played }: { readonly played: Played }) => {
  const { say, definition, names } = useEditor();
  const { session, clocks } = useRehearse();
  const clock = useClock(played.week);
  const scroll = useRef<HTMLElement>(null);
  const expected = played.differs === null ? null : (session.expected?.[played.differs] ?? '');
  // biome-ignore lint/correctness/useExhaustiveDependencies: what came last is in sight.
  useEffect(() => {
    if (scroll.current) scroll.current.scrollTop = scroll.current.scrollHeight;
  }, [played, clocks.foretold?.told.length]);
  return (
    <section
      className={styles.bottom}
      ref={scroll}
      aria-label={say('canvas.rehearse.journal')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
    >
      <h3 className={styles.sectionTitle}>{say('canvas.rehearse.journal')}</h3>
      <ol className={styles.journal}>
        {played.turns.map((turn, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a journal only grows at its end.
            key={index}
          >
            <p className={styles.happened}>
              <time>{clock(turn.at)}</time>
              <strong>
                {turn.happening
                  ? happeningWords(say, definition, turn.happening, names)
                  : say('canvas.rehearse.begun')}
              </strong>
              {turn.happening && 'code' in turn.happening && <Code>{turn.happening.code}</Code>}
            </p>
            <Entries
              turn={turn}
              played={played}
              expected={expected}
              told={toldIn(played.turns, index, clocks.foretold?.told ?? [])}
            />
          </li>
        ))}
      </ol>
    </section>
  );
};

type EntriesProps = {
  readonly turn: Turn;
  readonly played: Played;
  readonly expected: string | null;
  readonly told: readonly ToldInStory[];
};

const Entries = ({ turn, played, expected, told }: EntriesProps) => {
  const { say, definition, names } = useEditor();
  const clock = useClock(played.week);
  const lines = turn.entries.flatMap((entry) => {
    if (isSaidAbove(turn, entry) && entry.line !== played.differs) return [];
    const line = lineOf({ say, definition, names, clock }, entry);
    return line ? [{ at: entry.at, entry, line }] : [];
  });
  const all = [
    ...lines,
    ...told.map((one) => ({ at: one.at, entry: null, line: toldLine(say, one) })),
  ].toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  if (all.length === 0) return null;
  return (
    <ul className={styles.entries}>
      {all.map(({ at, entry, line }, index) => (
        <JournalLine
          // biome-ignore lint/suspicious/noArrayIndexKey: a journal only grows at its end.
          key={index}
          line={line}
          element={entry?.element ?? null}
          time={at === turn.at ? null : clock(at)}
          expected={entry && entry.line !== null && entry.line === played.differs ? expected : null}
        />
      ))}
    </ul>
  );
};

/** How the work came out is what has happened. */
const isSaidAbove = ({ happening }: Turn, { command }: Entry): boolean =>
  command.type === 'left' &&
  happening !== null &&
  ['complete', 'decide', 'skip'].includes(happening.type) &&
  'element' in happening &&
  happening.element === command.element;

type LineProps = {
  readonly line: Line;
  readonly element: string | null;
  readonly time: string | null;
  /** What should have come instead. */
  readonly expected: string | null;
};

const JournalLine = ({
  line: { kind, text, code, more, ruled },
  element,
  time,
  expected,
}: LineProps) => {
  const { say } = useEditor();
  const { goTo } = useActs();
  const Icon = ICONS[kind];
  return (
    <li className={styles.line} data-kind={kind} data-differs={expected !== null || undefined}>
      <button
        type="button"
        className={styles.lineText}
        disabled={element === null}
        onClick={() => element && goTo({ element })}
      >
        <Icon className={styles.icon} size={14} stroke={1.75} aria-hidden />
        <span>
          {time && <time>{time} </time>}
          {text} {code && <Code>{code}</Code>}
        </span>
      </button>
      {(more.length > 0 || ruled) && (
        <details className={styles.more}>
          <summary>{say('canvas.rehearse.more')}</summary>
          {ruled && <RulesetWhy ruled={ruled} />}
          {more.map((part) => (
            <p key={part} dir="auto">
              {part}
            </p>
          ))}
        </details>
      )}
      {expected !== null && (
        <p className={styles.expected}>
          {expected
            ? say('canvas.rehearse.expectedInstead', { line: expected })
            : say('canvas.rehearse.expectedNothing')}
        </p>
      )}
    </li>
  );
};

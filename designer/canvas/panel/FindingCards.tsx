/** Findings about what is selected: what is wrong, why it matters, and the fix in one click where there is one. */
import { Button } from '@mantine/core';
import { IconRoute, IconWand } from '@tabler/icons-react';
import type { Definition } from '#engine/definition.ts';
import type { Finding } from '#engine/lint/index.ts';
import { LevelMark } from '../diagram/LevelMark.tsx';
import { useActs } from '../editor/acts.tsx';
import { useEditor } from '../editor/editor.tsx';
import { findingReason, findingWords, fixWords } from '../findings/words.ts';
import { PlayIt } from '../rehearse/PlayIt.tsx';
import styles from './panel.module.css';

type Props = { readonly element?: string; readonly flow?: string };

export const FindingCards = ({ element, flow }: Props) => {
  const { findings } = useEditor();
  const own = findings.filter((finding) =>
    flow
      ? finding.flow === flow
      : element
        ? finding.element === element
        : !finding.element && !finding.flow,
  );
  if (own.length === 0) return null;
  return (
    <ul className={styles.findings}>
      {own.map((finding) => (
        <FindingCard key={`${finding.rule} ${finding.flow} ${finding.message}`} finding={finding} />
      ))}
    </ul>
  );
};

const FindingCard = ({ finding }: { finding: Finding }) => {
  const { say, definition, readOnly, select, names } = useEditor();
  const { view } = useActs();
  const reason = findingReason(say, finding);
  // The proof of a trap comes with the way into it.
  const way = Array.isArray(finding.values.path) ? finding.values.path : [];
  return (
    <li className={styles.finding} data-level={finding.level}>
      <LevelMark level={finding.level} />
      <div>
        <p>
          <span className="p-hidden">{say(`canvas.level.${finding.level}`)}: </span>
          {findingWords(say, definition, finding, names)}
        </p>
        {reason && <p className={styles.reason}>{reason}</p>}
        <span className={styles.findingActs}>
          {finding.fix && !readOnly && <FixButton finding={finding} />}
          {way.length > 1 && (
            <Button
              variant="default"
              size="compact-xs"
              leftSection={<IconRoute size={13} />}
              onClick={() => {
                select({ elements: way, flows: flowsAlong(definition, way) });
                view.current?.reveal(way);
              }}
            >
              {say('canvas.findings.showWay')}
            </Button>
          )}
          <PlayIt finding={finding} />
        </span>
      </div>
    </li>
  );
};

const flowsAlong = (definition: Definition, way: readonly string[]): readonly string[] =>
  definition.flows
    .filter(({ from, to }) => way.some((id, index) => id === from && way[index + 1] === to))
    .map(({ id }) => id);

export const FixButton = ({ finding }: { finding: Finding }) => {
  const { say, definition, change } = useEditor();
  const { fix } = finding;
  if (!fix) return null;
  return (
    <Button
      variant="default"
      size="compact-xs"
      leftSection={<IconWand size={13} />}
      onClick={(event) => {
        event.stopPropagation();
        change(
          { type: 'batch', edits: fix },
          say('canvas.did.fixed', { what: findingWords(say, definition, finding) }),
        );
      }}
    >
      {fixWords(say, definition, finding)}
    </Button>
  );
};

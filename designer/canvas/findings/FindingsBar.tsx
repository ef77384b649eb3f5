/** All findings of the process in a line at the foot of the drawing; opened, each is a way to what it is about. */
import { UnstyledButton } from '@mantine/core';
import { IconChevronUp, IconCircleCheckFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { nameOf } from '#designer/ui/diagram/words.ts';
import type { Finding, Level } from '#engine/lint/index.ts';
import { useComments } from '../comments/comments.tsx';
import { LevelMark } from '../diagram/LevelMark.tsx';
import { useActs } from '../editor/acts.tsx';
import { useEditor } from '../editor/editor.tsx';
import { FixButton } from '../panel/FindingCards.tsx';
import { PlayIt } from '../rehearse/PlayIt.tsx';
import styles from './findings.module.css';
import { findingWords } from './words.ts';

const LEVELS: readonly Level[] = ['error', 'warning', 'hint'];

export const FindingsBar = () => {
  const { say, findings, isChecking } = useEditor();
  const [open, setOpen] = useState(false);
  const counts = LEVELS.flatMap((level) => {
    const count = findings.filter((finding) => finding.level === level).length;
    return count > 0 ? [{ level, count }] : [];
  });
  if (counts.length === 0) {
    return (
      <div className={styles.bar}>
        {isChecking ? (
          <Checking />
        ) : (
          <span className={styles.sound}>
            <IconCircleCheckFilled size={15} aria-hidden />
            {say('canvas.findings.none')}
          </span>
        )}
      </div>
    );
  }
  return (
    <div className={styles.bar}>
      <UnstyledButton
        className={styles.summary}
        aria-expanded={open}
        aria-controls="canvas-findings"
        onClick={() => setOpen(!open)}
      >
        {counts.map(({ level, count }) => (
          <span key={level} className={styles.count}>
            <LevelMark level={level} size={14} />
            {say(`canvas.findings.${level}`, { count })}
          </span>
        ))}
        <IconChevronUp
          className={styles.chevron}
          data-open={open || undefined}
          size={15}
          aria-hidden
        />
      </UnstyledButton>
      {isChecking && <Checking />}
      {open && (
        <ul id="canvas-findings" className={styles.list} aria-label={say('canvas.findings.title')}>
          {[...findings]
            .sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level))
            .map((finding) => (
              <FindingRow
                key={`${finding.rule} ${finding.element} ${finding.flow} ${finding.message}`}
                finding={finding}
              />
            ))}
        </ul>
      )}
    </div>
  );
};

/** Most checks are done before anybody could read this; it shows only when one takes longer. */
const Checking = () => {
  const { say } = useEditor();
  return <span className={styles.checking}>{say('canvas.findings.checking')}</span>;
};

const FindingRow = ({ finding }: { finding: Finding }) => {
  const { say, definition, readOnly, names } = useEditor();
  const { goTo } = useActs();
  const { hide: hideComments } = useComments();
  const element = definition.elements.find(({ id }) => id === finding.element);
  // The comments stand where what is to be mended is filled in.
  const go = () => {
    hideComments();
    goTo(finding);
  };
  return (
    <li className={styles.row}>
      <UnstyledButton className={styles.go} onClick={go}>
        <LevelMark level={finding.level} label={say(`canvas.level.${finding.level}`)} size={14} />
        <span className={styles.message}>{findingWords(say, definition, finding, names)}</span>
        {element && <span className={styles.where}>{nameOf(say, element)}</span>}
      </UnstyledButton>
      {finding.fix && !readOnly && <FixButton finding={finding} />}
      <PlayIt finding={finding} />
    </li>
  );
};

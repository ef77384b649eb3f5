/** What the lint says of a rule, or of the ruleset, where it can be mended. */
import type { RulesetFinding } from '#rules/lint-ruleset.ts';
import type { Ruleset } from '#rules/ruleset.ts';
import { LevelMark } from '../diagram/LevelMark.tsx';
import { useEditor } from '../editor/editor.tsx';
import styles from './rulesets.module.css';
import { rulesetFindingWords } from './words.ts';

type Props = { readonly findings: readonly RulesetFinding[]; readonly ruleset: Ruleset };

export const RulesetFindings = ({ findings, ruleset }: Props) => {
  const { say, names } = useEditor();
  if (findings.length === 0) return null;
  return (
    <ul className={styles.findings} aria-label={say('canvas.findings.title')}>
      {findings.map((finding) => (
        <li key={`${finding.rule} ${finding.message}`}>
          <LevelMark level={finding.level} size={14} />
          <span>
            <span className="p-hidden">{say(`canvas.level.${finding.level}`)}: </span>
            {rulesetFindingWords(say, ruleset, finding, names)}
          </span>
        </li>
      ))}
    </ul>
  );
};

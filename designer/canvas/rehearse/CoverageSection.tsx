/** How much of the drawing the kept scenarios and this rehearsal have come to, and what they have never come to. */
import { Progress, Switch } from '@mantine/core';
import { flowWords, nameOf } from '#designer/ui/diagram/words.ts';
import { useActs } from '../editor/acts.tsx';
import { useEditor } from '../editor/editor.tsx';
import styles from './rehearse.module.css';
import { useRehearse } from './rehearse.tsx';
import { calledIn } from './words.ts';

export const CoverageSection = () => {
  const { say, definition, names } = useEditor();
  const { goTo } = useActs();
  const { coverage, showsCoverage, setShowsCoverage } = useRehearse();
  const { all, reached } = coverage;
  const share = all === 0 ? 0 : Math.floor((reached / all) * 100);
  const elements = definition.elements.filter(({ id }) => !coverage.elements.has(id));
  const flows = definition.flows.filter(({ id }) => !coverage.flows.has(id));
  return (
    <section className={styles.section} aria-label={say('canvas.rehearse.coverage')}>
      <h3 className={styles.sectionTitle}>{say('canvas.rehearse.coverage')}</h3>
      <p className={styles.share}>{say('canvas.rehearse.share', { share, reached, all })}</p>
      <Progress value={share} aria-label={say('canvas.rehearse.coverage')} color="iris" />
      <Switch
        label={say('canvas.rehearse.showCoverage')}
        checked={showsCoverage}
        onChange={(event) => setShowsCoverage(event.currentTarget.checked)}
      />
      {elements.length + flows.length > 0 && (
        <>
          <p className={styles.hint}>{say('canvas.rehearse.neverReached')}</p>
          <ul className={styles.missed}>
            {elements.map((element) => (
              <li key={element.id}>
                <button type="button" onClick={() => goTo({ element: element.id })}>
                  {nameOf(say, element)}
                </button>
              </li>
            ))}
            {flows.map((flow) => (
              <li key={flow.id}>
                <button type="button" onClick={() => goTo({ flow: flow.id })}>
                  {say('canvas.rehearse.flowNever', {
                    from: calledIn(say, definition, flow.from),
                    to:
                      flowWords(say, definition, flow, names) || calledIn(say, definition, flow.to),
                  })}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};

/** The scenarios that are kept, as they come out on the drawing as it is, and what all of them come to. */
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useEditor } from '../editor/editor.tsx';
import { CoverageSection } from './CoverageSection.tsx';
import styles from './rehearse.module.css';
import { useRehearse } from './rehearse.tsx';
import { ScenarioRow } from './ScenarioRow.tsx';

export const ScenariosTab = () => {
  const { say } = useEditor();
  const { kept } = useRehearse();
  if (kept.error) {
    return (
      <div className={styles.scroll}>
        <ProblemNotice error={kept.error} onRetry={kept.retry} />
      </div>
    );
  }
  return (
    <div className={styles.scroll}>
      <section className={styles.section} aria-label={say('canvas.rehearse.keptTitle')}>
        <h3 className={styles.sectionTitle}>{say('canvas.rehearse.keptTitle')}</h3>
        {kept.items.length === 0 ? (
          <p className={styles.hint}>{say('canvas.rehearse.keptNone')}</p>
        ) : (
          <ul className={styles.scenarios}>
            {kept.items.map((record) => (
              <ScenarioRow key={record.id} record={record} play={kept.plays.get(record.id)} />
            ))}
          </ul>
        )}
      </section>
      <CoverageSection />
    </div>
  );
};

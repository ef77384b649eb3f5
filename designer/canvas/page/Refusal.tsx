/** Why a publication was refused, with each thing that stands in the way. */
import { isProblem } from '#designer/client/problem.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import styles from './page.module.css';

/** What only the server can find (a group that is gone, a version published meanwhile) is told in its own words. */
export const Refusal = ({ error }: { error: unknown }) => {
  if (!isProblem(error) || error.errors.length < 2) return <ProblemNotice error={error} compact />;
  return (
    <>
      <ProblemNotice error={error} compact />
      <ul className={styles.dialogFindings}>
        {error.errors.map(({ pointer, detail }) => (
          <li key={`${pointer} ${detail}`}>{detail}</li>
        ))}
      </ul>
    </>
  );
};

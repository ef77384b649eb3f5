/** A refusal with everything it names, where no field is shown that it could stand at. */
import { isProblem } from '#designer/client/problem.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import styles from './page.module.css';

export const ProblemDetails = ({ error }: { readonly error: unknown }) => (
  <>
    <ProblemNotice error={error} compact />
    {isProblem(error) && error.errors.some(({ detail }) => detail !== error.detail) && (
      <ul className={styles.dialogFindings}>
        {error.errors.map(({ pointer, detail }) => (
          <li key={`${pointer} ${detail}`}>
            {pointer && <code dir="ltr">{pointer.split('/').at(-1)}</code>} {detail}
          </li>
        ))}
      </ul>
    )}
  </>
);

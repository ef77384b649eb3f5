/** Why a file was not taken, and where in it the reasons lie. Nothing has been created. */
import { useSay } from '#designer/ui/diagram/say.ts';
import styles from './process.module.css';
import type { Misfit } from './read-json.ts';
import { FILE_MAX_BYTES } from './read-json.ts';

export type Refusal =
  | { readonly refused: 'tooLarge'; readonly size: number }
  | { readonly refused: 'noJson' | 'noProcess' }
  | { readonly refused: 'misfits'; readonly misfits: readonly Misfit[] };

const SHOWN = 12;

export const Refused = ({ refusal }: { readonly refusal: Refusal }) => {
  const say = useSay();
  const megabytes = (bytes: number) => Math.ceil(bytes / 100_000) / 10;
  if (refusal.refused === 'tooLarge') {
    return (
      <p className={styles.refused} role="alert">
        {say('canvas.list.tooLarge', {
          size: megabytes(refusal.size),
          most: megabytes(FILE_MAX_BYTES),
        })}
      </p>
    );
  }
  if (refusal.refused !== 'misfits') {
    return (
      <p className={styles.refused} role="alert">
        {say('canvas.list.importRefused')}
      </p>
    );
  }
  const { misfits } = refusal;
  return (
    <div className={styles.refused} role="alert">
      <p>{say('canvas.list.misfits', { count: misfits.length })}</p>
      <ul>
        {misfits.slice(0, SHOWN).map(({ pointer, detail }) => (
          <li key={`${pointer} ${detail}`} dir="ltr">
            <code>{pointer || '/'}</code> {detail}
          </li>
        ))}
        {misfits.length > SHOWN && (
          <li>{say('canvas.list.misfitsMore', { count: misfits.length - SHOWN })}</li>
        )}
      </ul>
    </div>
  );
};

/** What a process can begin as, large enough to be judged: what it is for, its drawing to look around in, and its steps in words. */
import { useMemo } from 'react';
import { Picture } from '#designer/ui/diagram/Picture.tsx';
import { useSay } from '#designer/ui/diagram/say.ts';
import { shapeOf } from '#designer/ui/diagram/shapes.ts';
import { nameOf, summaryOf } from '#designer/ui/diagram/words.ts';
import type { Definition } from '#engine/definition.ts';
import { toOutline } from '../outline/order.ts';
import styles from './process.module.css';

const lookOf = () => ({ words: '' });

type Props = { readonly definition: Definition; readonly maxHeight: number };

export const StartPreview = ({ definition, maxHeight }: Props) => {
  const say = useSay();
  const steps = useMemo(
    () => toOutline(definition).filter(({ element }) => DONE.has(shapeOf(element.type))),
    [definition],
  );
  const { name, description } = definition;
  return (
    <section className={styles.preview} aria-label={say('canvas.new.preview', { name })}>
      <h3 dir="auto">{name}</h3>
      {description && <p dir="auto">{description}</p>}
      <div className={styles.picture} dir="ltr">
        <Picture
          key={definition.key}
          definition={definition}
          label={say('canvas.new.picture', { name })}
          focus={undefined}
          maxHeight={maxHeight}
          lookOf={lookOf}
        />
      </div>
      {steps.length > 0 && (
        <>
          <h4>{say('canvas.new.steps', { count: steps.length })}</h4>
          <ol className={styles.steps}>
            {steps.map(({ element, depth }) => (
              <li key={element.id} data-deep={depth > 0 || undefined}>
                <span dir="auto">{nameOf(say, element)}</span>{' '}
                <small dir="auto">{summaryOf(say, element)}</small>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
};

/** Steps are what somebody or something does; the rest is seen in the drawing. */
const DONE: ReadonlySet<string> = new Set(['box', 'frame']);

/** A value with parts, as a small list or small labelled lines. */
import type { Reading } from '#engine/reading.ts';
import classes from './ReadingView.module.css';

export function ReadingView({ reading }: { reading: Reading }) {
  if ('text' in reading) return <span dir="auto">{reading.text}</span>;
  if ('items' in reading) {
    const [only, ...more] = reading.items;
    if (only !== undefined && more.length === 0) return <ReadingView reading={only} />;
    return (
      <ul className={classes.list}>
        {reading.items.map((item, place) => (
          // A list of the past: nothing of it moves.
          // biome-ignore lint/suspicious/noArrayIndexKey: its items have no names
          <li key={place}>
            <ReadingView reading={item} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <dl className={classes.lines}>
      {reading.lines.map(({ name, title, value }) => (
        <div key={name}>
          <dt dir="auto">{title}</dt>
          <dd>
            <ReadingView reading={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

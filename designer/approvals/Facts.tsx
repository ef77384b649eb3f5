/** What an approver needs to know: what was filled in, in the words it was asked for, and the ticket’s fields that say something. */
import type { Approval } from '#designer/client/types/tasks.ts';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { describeValues, type FormShape } from '#designer/ui/forms/answers.ts';
import { useText } from '#designer/ui/locale.ts';
import { knownIn } from '#engine/reading.ts';
import classes from './ApprovalPage.module.css';
import { ReadingView } from './ReadingView.tsx';
import { catalogItemOf, factsOf, filledIn, questionIn } from './subject.ts';
import { useShape } from './use-shape.ts';

export function Facts({ approval }: { approval: Approval }) {
  return <FactsIn approval={approval} shape={useShape(approval)} />;
}

/** `shape`: the words in which they were asked for, where these are known. */
export function FactsIn({ approval, shape }: { approval: Approval; shape: FormShape | null }) {
  const t = useText();
  const words = useFieldWords();
  // What somebody filled in says it; the ticket's own fields are for what came without a form.
  const others = catalogItemOf(approval) === null ? factsOf(approval) : [];
  const filled = filledIn(approval);
  const known = knownIn(approval.subject, approval.people);
  const facts = [
    ...describeValues(filled, shape).flatMap(({ name, title, value }) => {
      const reading = words.read(filled[name] ?? value, questionIn(shape, name), known);
      return reading === null ? [] : [{ name, title, reading }];
    }),
    ...others.map(({ name, value }) => ({
      name,
      title: words.field(name),
      reading: { text: words.value(name, value) },
    })),
  ];
  if (facts.length === 0) return null;
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('approval.facts')}</h2>
      <dl className={classes.facts}>
        {facts.map((fact) => (
          <div key={fact.name} className={classes.fact}>
            <dt dir="auto">{fact.title}</dt>
            {/* Lists stand as the page does; each of their texts as it is written. */}
            <dd dir={'text' in fact.reading ? 'auto' : undefined}>
              <ReadingView reading={fact.reading} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

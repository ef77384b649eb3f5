/** What an approver has to know, where no form and no process can be asked for their words: what was written, and what was filled in. */
import type { Approval } from '#designer/client/types/tasks.ts';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { describeValues } from '#designer/ui/forms/answers.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './ApprovalPage.module.css';
import { catalogItemOf, descriptionOf, factsOf, filledIn } from './subject.ts';

export function LinkedFacts({ approval }: { approval: Approval }) {
  const t = useText();
  const words = useFieldWords();
  const description = descriptionOf(approval);
  // A request's description is its form written out, in the form's own words.
  const isForm = description !== null && catalogItemOf(approval) !== null;
  const facts = isForm
    ? []
    : [
        ...describeValues(filledIn(approval), null).map(({ name, title, value }) => ({
          ...{ name, title },
          value: words.plain(value),
        })),
        ...factsOf(approval).map(({ name, value }) => ({
          ...{ name, title: words.field(name) },
          value: words.value(name, value),
        })),
      ];
  return (
    <>
      {description !== null && (
        <section className={classes.section}>
          <h2 className={classes.heading}>{t('approval.what')}</h2>
          <p className={classes.description} dir="auto">
            {description}
          </p>
        </section>
      )}
      {facts.length > 0 && (
        <section className={classes.section}>
          <h2 className={classes.heading}>{t('approval.facts')}</h2>
          <dl className={classes.facts}>
            {facts.map((fact) => (
              <div key={fact.name} className={classes.fact}>
                <dt dir="auto">{fact.title}</dt>
                <dd dir="auto">{fact.value}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </>
  );
}

/**
 * What an approver needs to know: what was filled in, in the words it was asked for, and the ticket’s fields that say something.
 * Of a change its plan says what one decides on: the rest is folded beneath.
 */
import type { Approval } from '#designer/client/types/tasks.ts';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { describeValues, type FormShape } from '#designer/ui/forms/answers.ts';
import { useText } from '#designer/ui/locale.ts';
import { knownIn, type Reading } from '#engine/reading.ts';
import classes from './ApprovalPage.module.css';
import { plannedOf, proposedSteps } from './planned.ts';
import { ReadingView } from './ReadingView.tsx';
import { catalogItemOf, factsOf, filledBeside, filledIn, questionIn } from './subject.ts';
import { useItemNames } from './use-item-names.ts';
import { useShape } from './use-shape.ts';

export function Facts({ approval }: { approval: Approval }) {
  return <FactsIn approval={approval} shape={useShape(approval)} />;
}

/** `shape`: the words in which they were asked for, where these are known. */
export function FactsIn({ approval, shape }: { approval: Approval; shape: FormShape | null }) {
  const t = useText();
  const facts = useFacts(approval, shape);
  if (facts.length === 0) return null;
  if (plannedOf(approval) !== null)
    return (
      <details className={classes.more}>
        <summary className={classes.heading}>{t('approval.more')}</summary>
        <FactList facts={facts} />
      </details>
    );
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('approval.facts')}</h2>
      <FactList facts={facts} />
    </section>
  );
}

type Fact = { readonly name: string; readonly title: string; readonly reading: Reading };

function useFacts(approval: Approval, shape: FormShape | null): readonly Fact[] {
  const words = useFieldWords();
  const touched = useItemNames(approval);
  const planned = plannedOf(approval);
  // What somebody filled in says it; the ticket's own fields are for what came without a form.
  const others = catalogItemOf(approval) === null ? factsOf(approval) : [];
  const all = filledIn(approval);
  const { steps: _, ...withoutSteps } = all;
  // Those of a proposal are shown as steps are.
  const rest = proposedSteps(approval).length > 0 ? withoutSteps : all;
  const filled = planned === null ? rest : filledBeside(planned, all);
  const known = knownIn(approval.subject, approval.people);
  return [
    ...describeValues(filled, shape).flatMap(({ name, title, value }) => {
      const reading = words.read(filled[name] ?? value, questionIn(shape, name), known);
      return reading === null ? [] : [{ name, title, reading }];
    }),
    ...others.flatMap(({ name, value }): readonly Fact[] => {
      const title = words.field(name);
      if (name !== 'configItems')
        return [{ name, title, reading: { text: words.value(name, value) } }];
      // The plan says it.
      return planned === null
        ? [{ name, title, reading: { items: touched.map((text) => ({ text })) } }]
        : [];
    }),
  ];
}

function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
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
  );
}

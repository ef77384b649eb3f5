/** What was typed, as questions and answers in the words of the form. */
import type { JsonSchema } from '#designer/client/types/common.ts';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { answersOf } from '#designer/ui/forms/answers.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './RequestFormPage.module.css';

type Props = {
  schema: JsonSchema;
  uiSchema?: JsonSchema | null;
  values: Record<string, unknown>;
  hideEmpty?: boolean;
};

export function Review({ schema, uiSchema, values, hideEmpty = false }: Props) {
  const t = useText();
  const words = useFieldWords();
  const answers = answersOf(schema, values, uiSchema).filter(
    (answer) => !hideEmpty || answer.value !== null,
  );
  return (
    <dl className={classes.answers}>
      {answers.map((answer) => (
        <div key={answer.name} className={classes.answer}>
          <dt dir="auto">{answer.title}</dt>
          <dd dir="auto" data-empty={answer.value === null}>
            {answer.value === null ? t('portal.review.empty') : words.plain(answer.value)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

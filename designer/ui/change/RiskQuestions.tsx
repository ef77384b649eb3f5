/** What is asked about a change, each answered by choosing one, none of them a must; an answer can be taken back. */
import { Button, Radio, Stack } from '@mantine/core';
import { useText } from '#designer/ui/locale.ts';
import { type AnswersPatch, answerTo, type Question } from '#engine/changes/questions.ts';
import classes from './RiskQuestions.module.css';

type Props = {
  questions: readonly Question[];
  answers: AnswersPatch;
  onAnswer: (question: string, option: string | null) => void;
  disabled?: boolean;
  errorOf?: (question: string) => string | undefined;
};

export function RiskQuestions({ questions, answers, onAnswer, disabled, errorOf }: Props) {
  const t = useText();
  return (
    <div className={classes.questions}>
      {questions.map((question) => {
        const { key, text, help, options } = question;
        const chosen = answerTo(question, answers)?.key ?? null;
        const wrong = errorOf?.(key);
        return (
          <div key={key} className={classes.question} data-question={key} data-wrong={wrong}>
            <Radio.Group
              label={<span dir="auto">{text}</span>}
              description={help === '' ? undefined : <span dir="auto">{help}</span>}
              value={chosen}
              onChange={(option) => onAnswer(key, option)}
              error={wrong}
            >
              <Stack gap={8} mt={6}>
                {options.map((option) => (
                  <Radio
                    key={option.key}
                    value={option.key}
                    label={<span dir="auto">{option.text}</span>}
                    disabled={disabled}
                    size="xs"
                  />
                ))}
              </Stack>
            </Radio.Group>
            {chosen !== null && !disabled && (
              <Button
                variant="subtle"
                size="compact-xs"
                className={classes.back}
                aria-label={t('risk.answer.takeBack.of', { question: text })}
                onClick={({ currentTarget }) => {
                  // The button goes away with the answer.
                  currentTarget
                    .closest('[data-question]')
                    ?.querySelector<HTMLElement>('input')
                    ?.focus();
                  onAnswer(key, null);
                }}
              >
                {t('risk.answer.takeBack')}
              </Button>
            )}
          </div>
        );
      })}
    </div>
  );
}

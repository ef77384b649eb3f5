/** What is asked about changes: questions in their order, each with its answers and what these come to. Saved as one. */
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { newKey } from '#designer/client/http.ts';
import { isProblem } from '#designer/client/problem.ts';
import { changeQuestionsQuery, saveChangeQuestions } from '#designer/client/risk.ts';
import type { ChangeQuestions } from '#designer/client/types/risk.ts';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useToast } from '#designer/ui/toast.ts';
import { CHANGE_KINDS } from '#engine/changes/plan.ts';
import { MOST_QUESTIONS } from '#engine/changes/questions.ts';
import { EditBar } from '../service/EditBar.tsx';
import classes from '../service/Service.module.css';
import { useDraft } from '../service/use-draft.ts';
import { type QuestionDraft, wholeOf } from './draft.ts';
import { moved } from './moved.ts';
import { QuestionCard } from './QuestionCard.tsx';

export function Questions() {
  const t = useText();
  const questions = useQuery(changeQuestionsQuery);
  return (
    <>
      <p className={classes.help}>{t('risk.settings.text')}</p>
      {questions.isPending && <PageSkeleton />}
      {questions.isError && (
        <ProblemNotice error={questions.error} onRetry={() => void questions.refetch()} />
      )}
      {questions.data && <Editor saved={questions.data} />}
    </>
  );
}

/** Never one that was there before: an old answer must not become one to a new question. */
const freshKey = (): string => `q-${newKey().toLowerCase()}`;

const newQuestion = (): QuestionDraft => ({
  key: freshKey(),
  text: '',
  help: '',
  kinds: CHANGE_KINDS,
  options: [
    { key: freshKey(), text: '', points: 0 },
    { key: freshKey(), text: '', points: 10 },
  ],
});

function Editor({ saved }: { saved: ChangeQuestions }) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const draft = useDraft<readonly QuestionDraft[]>(
    'change-questions',
    saved.questions,
    saved.version,
  );
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const list = useRef<HTMLOListElement>(null);
  const adding = useRef<HTMLButtonElement>(null);
  /** Where the focus goes once it is drawn: on the button that moved it, or into what is new. */
  const next = useRef<string | null>(null);
  useEffect(() => {
    if (next.current === null) return;
    list.current?.querySelector<HTMLElement>(next.current)?.focus();
    next.current = null;
  });
  const questions = draft.value;
  const remove = (index: number) => {
    const near = questions[index + 1] ?? questions[index - 1];
    if (near) next.current = `#question-${near.key} input`;
    else adding.current?.focus();
    edit(questions.filter((_, at) => at !== index));
  };
  const edit = (value: readonly QuestionDraft[]) => {
    setProblem(null);
    draft.edit(value);
  };
  const save = async () => {
    const whole = wholeOf(questions);
    if (whole === null) {
      list.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      const done = await saveChangeQuestions(whole, draft.version);
      client.setQueryData(changeQuestionsQuery.queryKey, done);
      draft.settle(questions, done.version);
      toast.done(t('settings.saved'));
      await client.invalidateQueries({ queryKey: ['ticket'] });
    } catch (error) {
      setProblem(error);
      if (isProblem(error, 'stale_version'))
        await client.invalidateQueries({ queryKey: changeQuestionsQuery.queryKey });
    } finally {
      setBusy(false);
    }
  };
  const move = (index: number, by: 1 | -1) => {
    const key = questions[index]?.key;
    next.current = `#question-${key} [data-act="${by === 1 ? 'down' : 'up'}"]`;
    edit(moved(questions, index, by));
  };
  const add = () => {
    const question = newQuestion();
    next.current = `#question-${question.key} input`;
    edit([...questions, question]);
  };
  return (
    <>
      {questions.length === 0 && <p>{t('risk.settings.none')}</p>}
      <ol ref={list} className={classes.rows}>
        {questions.map((question, index) => (
          <QuestionCard
            key={question.key}
            question={question}
            index={index}
            count={questions.length}
            problem={problem}
            newOption={() => ({ key: freshKey(), text: '', points: 0 })}
            onChange={(one) => edit(questions.map((old, at) => (at === index ? one : old)))}
            onMove={(by) => move(index, by)}
            onRemove={() => remove(index)}
          />
        ))}
      </ol>
      <Button
        ref={adding}
        mt={10}
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={14} />}
        disabled={questions.length >= MOST_QUESTIONS}
        onClick={add}
      >
        {t('risk.settings.add')}
      </Button>
      {(draft.isChanged || problem !== null) && (
        <EditBar
          draft={draft}
          version={saved.version}
          busy={busy}
          problem={problem}
          onSave={() => void save()}
        />
      )}
    </>
  );
}

/** What stops runs, the most frequent first; choosing one lists its runs. */
import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type Cause, causesQuery } from '#designer/client/runs.ts';
import { Code } from '#designer/ui/Code.tsx';
import { useSay } from '#designer/ui/diagram/say.ts';
import { knownFailure } from '#designer/ui/failure-words.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import classes from './RunsPage.module.css';
import type { RunsSearch } from './search.ts';

type Props = { search: RunsSearch; onChoose: (search: RunsSearch) => void };

export function Causes({ search, onChoose }: Props) {
  const t = useText();
  const say = useSay();
  const { data, error, refetch } = useQuery(causesQuery);
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} compact />;
  const causes = data?.items ?? [];
  if (causes.length === 0) return null;
  const isChosen = ({ process, element, code }: Cause) =>
    search.process === process && search.element === element && search.code === code;
  return (
    <section aria-label={t('runs.causes.title')} className={classes.causes}>
      {causes.map((cause) => (
        <UnstyledButton
          key={`${cause.process} ${cause.element} ${cause.code}`}
          className={classes.cause}
          aria-pressed={isChosen(cause)}
          onClick={() =>
            onChoose(
              isChosen(cause)
                ? {}
                : { process: cause.process, element: cause.element, code: cause.code },
            )
          }
        >
          <span className={classes.count}>
            <IconAlertTriangle size={15} aria-hidden="true" />
            {t('runs.causes.runs', { count: cause.runs })}
          </span>
          <span className={classes.where} dir="auto">
            {t('runs.causes.where', {
              process: cause.processName,
              element: cause.elementName ?? cause.element,
            })}
          </span>
          <span className={classes.message} dir="auto">
            {knownFailure(say, cause.code) ?? cause.message}
          </span>
          <span className={classes.quiet}>
            <Code>{cause.code}</Code> · {t('runs.causes.since')} <Time at={cause.since} short />
          </span>
        </UnstyledButton>
      ))}
    </section>
  );
}

/** What a publication changes, before it is made: how much differs from the present version, and what stays on it. */
import { Anchor, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { versionQuery, versionsQuery } from '#designer/client/processes.ts';
import { reboundCalls } from '#engine/called-versions.ts';
import type { Definition } from '#engine/definition.ts';
import { compare, summaryOf } from '#engine/diff/compare.ts';
import { summaryWords } from '../compare/summary.ts';
import type { Autosave } from '../editor/autosave.ts';
import { useEditor } from '../editor/editor.tsx';
import { useDirectory } from '../panel/directory.ts';
import styles from './page.module.css';

type Props = {
  readonly process: string;
  readonly published: number;
  /** The draft with what it calls; undefined while that is asked. */
  readonly asPublished: Definition | undefined;
  readonly autosave: Autosave;
};

export const PublishSummary = ({ process, published, asPublished, autosave }: Props) => {
  const { say } = useEditor();
  const { process: names } = useDirectory();
  const navigate = useNavigate();
  const present = useQuery(versionQuery(process, published));
  const versions = useQuery(versionsQuery(process));
  // The dialog does not wait for it: what it says is no condition of publishing.
  if (present.error) return null;
  if (!present.data || !asPublished) return <Skeleton height={40} />;
  const words = summaryWords(say, summaryOf(compare(present.data.definition, asPublished)));
  const rebound = reboundCalls(present.data.definition, asPublished);
  const nameOf = (key: string) => names.find(({ value }) => value === key)?.label ?? key;
  const running = versions.data?.filter((one) => one.running > 0) ?? [];
  const see = async () => {
    // The page compares what is saved.
    if (!(await autosave.ensureDraft())) return;
    await navigate({
      to: '/processes/$key/compare',
      params: { key: process },
      search: { from: published, to: 'draft' },
    });
  };
  return (
    <div className={styles.summary}>
      <p>
        {words === ''
          ? say('canvas.compare.sinceNothing', { version: published })
          : say('canvas.compare.since', { version: published, what: words })}{' '}
        <Anchor component="button" type="button" inherit onClick={() => void see()}>
          {say('canvas.compare.see')}
        </Anchor>
      </p>
      {rebound.length > 0 && (
        <ul>
          {rebound.map(({ element, process: called, before, after }) => (
            <li key={element}>
              {say('canvas.publish.calls', { process: nameOf(called), before, after })}
            </li>
          ))}
        </ul>
      )}
      {running.length > 0 && (
        <ul>
          {running.map((one) => (
            <li key={one.version}>
              {say('canvas.compare.stay', { version: one.version, count: one.running })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};

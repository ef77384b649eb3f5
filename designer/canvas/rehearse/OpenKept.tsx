/** Opens the kept scenario that the address names (`?scenario=`), once it is read; one that is gone is said to be. */
import { useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useEditor } from '../editor/editor.tsx';
import { useRehearse } from './rehearse.tsx';

export const OpenKept = () => {
  const { say, refuse } = useEditor();
  const { kept, load } = useRehearse();
  const { scenario: wanted }: { scenario?: unknown } = useSearch({ strict: false });
  const opened = useRef<unknown>(undefined);
  useEffect(() => {
    if (wanted === undefined || opened.current === wanted || !kept.isRead) return;
    opened.current = wanted;
    const record = kept.items.find(({ id }) => id === wanted);
    if (!record) return refuse(say('canvas.rehearse.scenarioGone'));
    load(record.scenario, { id: record.id, name: record.name });
  }, [wanted, kept, load, refuse, say]);
  return null;
};

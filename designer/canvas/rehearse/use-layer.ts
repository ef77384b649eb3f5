/** What the rehearsal lays over the drawing; nothing while there is none. */
import { useMemo } from 'react';
import type { Layer } from '../diagram/drawn.ts';
import { useEditor } from '../editor/editor.tsx';
import { coverageLayer, rehearsalLayer } from './layer.ts';
import { useRehearse } from './rehearse.tsx';

export const useLayer = (): Layer | null => {
  const { say, definition } = useEditor();
  const { isOpen, session, outcome, coverage, showsCoverage } = useRehearse();
  const { breaks } = session;
  const rehearsal = outcome?.played?.rehearsal ?? null;
  return useMemo(() => {
    if (!isOpen) return null;
    const subject = { say, definition, breaks };
    return showsCoverage ? coverageLayer(subject, coverage) : rehearsalLayer(subject, rehearsal);
  }, [isOpen, say, definition, breaks, rehearsal, coverage, showsCoverage]);
};

/** Removing a record from its own dialog: closed when it is gone, told why when it stays. */
import { Button } from '@mantine/core';
import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useToast } from '#designer/ui/toast.ts';

type Props = {
  label: string;
  name: string;
  act: () => Promise<unknown>;
  /** What shows it and is asked for anew. */
  touches?: QueryKey;
  onGone: () => void;
};

export function RemoveRecord({ label, name, act, touches = ['people'], onGone }: Props) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const remove = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await act();
      await client.invalidateQueries({ queryKey: touches });
      toast.done(t('settings.removed', { name }));
      onGone();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <>
      {problem !== null && <ProblemNotice error={problem} compact />}
      <Button
        variant="subtle"
        color="red"
        size="compact-sm"
        style={{ justifySelf: 'start', alignSelf: 'start' }}
        loading={busy}
        onClick={() => void remove()}
      >
        {label}
      </Button>
    </>
  );
}

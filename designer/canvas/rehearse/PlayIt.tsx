/** Plays what a finding comes with: the way into the trap, to its end. */
import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import type { Finding } from '#engine/lint/index.ts';
import { useEditor } from '../editor/editor.tsx';
import { useRehearse } from './rehearse.tsx';

export const PlayIt = ({ finding: { scenario } }: { readonly finding: Finding }) => {
  const { say } = useEditor();
  const { load } = useRehearse();
  if (!scenario) return null;
  return (
    <Button
      variant="default"
      size="compact-xs"
      leftSection={<IconPlayerPlay size={13} />}
      onClick={() => load(scenario)}
    >
      {say('canvas.rehearse.playIt')}
    </Button>
  );
};

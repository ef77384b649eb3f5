/** What somebody wants to do with a run: which dialog asks for the rest of it. */
import type { RunDetail } from '#designer/client/types/runs.ts';
import { CancelDialog } from './CancelDialog.tsx';
import { CorrectDialog } from './CorrectDialog.tsx';
import { MoveTokenDialog } from './MoveTokenDialog.tsx';
import { RetryDialog } from './RetryDialog.tsx';
import { SkipDialog } from './SkipDialog.tsx';

export type RepairWish =
  | { kind: 'retry' }
  | { kind: 'cancel' }
  | { kind: 'correct' }
  | { kind: 'skip'; token: string }
  | { kind: 'move'; token: string };

type Props = { wish: RepairWish; detail: RunDetail; onClose: () => void };

export function RepairDialog({ wish, detail, onClose }: Props) {
  const of = { detail, onClose };
  switch (wish.kind) {
    case 'retry':
      return <RetryDialog {...of} />;
    case 'cancel':
      return <CancelDialog {...of} />;
    case 'correct':
      return <CorrectDialog {...of} />;
    case 'skip':
      return <SkipDialog {...of} token={wish.token} />;
    case 'move':
      return <MoveTokenDialog {...of} token={wish.token} />;
  }
}

/** What has failed: tried again, or skipped as if it had been done. */
import { portWords } from '#designer/ui/diagram/words.ts';
import { portsOf } from '#engine/ports.ts';
import { useEditor } from '../../editor/editor.tsx';
import { ActButton } from '../ActButton.tsx';
import type { ActsProps } from './props.ts';

export const FailedActs = ({ element, onHappening }: ActsProps) => {
  const { say } = useEditor();
  const at = { element: element.id };
  const ports = portsOf(element);
  return (
    <>
      <ActButton
        first
        label={say('canvas.rehearse.act.retry')}
        onClick={() => onHappening({ type: 'retry', ...at })}
      />
      {ports.length === 0 ? (
        <ActButton
          label={say('canvas.rehearse.act.skip')}
          onClick={() => onHappening({ type: 'skip', ...at, waiting: 'failed' })}
        />
      ) : (
        ports.map((outcome) => (
          <ActButton
            key={outcome}
            label={say('canvas.rehearse.act.skipAs', { outcome: portWords(say, element, outcome) })}
            onClick={() => onHappening({ type: 'skip', ...at, waiting: 'failed', outcome })}
          />
        ))
      )}
    </>
  );
};

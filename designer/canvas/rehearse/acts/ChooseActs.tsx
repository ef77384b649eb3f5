/** A gateway that does not look at the facts: it takes the way it is told. */
import { flowWords } from '#designer/ui/diagram/words.ts';
import { useEditor } from '../../editor/editor.tsx';
import { ActButton } from '../ActButton.tsx';
import { calledIn } from '../words.ts';
import type { ActsProps } from './props.ts';

export const ChooseActs = ({ element, waiting, onHappening }: ActsProps) => {
  const { say, definition, names } = useEditor();
  const { wait } = waiting;
  if (wait.kind !== 'answer' || !wait.asked.startsWith('choose')) return null;
  return definition.flows
    .filter(({ from }) => from === element.id)
    .map((flow, index) => (
      <ActButton
        key={flow.id}
        first={index === 0}
        label={flowWords(say, definition, flow, names) || calledIn(say, definition, flow.to)}
        onClick={() => onHappening({ type: 'choose', element: element.id, flows: [flow.id] })}
      />
    ));
};

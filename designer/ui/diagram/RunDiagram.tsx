/**
 * The picture of one run on its process: what is done, where it stands, which way it came. Desk, portal, approvals and
 * operators show this same picture. All of it is shown where that can be read, else where the run stands, and one can look
 * around; it says the same as an ordered list.
 */
import { IconAlertTriangleFilled, IconMapPinFilled } from '@tabler/icons-react';
import type { Element } from '#engine/definition.ts';
import { isCollapsed, shownFor } from './collapsed.ts';
import type { ElementState } from './ElementBox.tsx';
import { Marker } from './Marker.tsx';
import { fullNameOf, Picture, type PictureProps } from './Picture.tsx';
import type { RunLayer } from './run-layer.ts';
import { joiningAt, shownIn, stepsOf } from './run-layer.ts';
import type { Say } from './say.ts';
import { useSay } from './say.ts';

type Props = RunLayer &
  PictureProps & {
    readonly selected?: string;
    /** Flows of another way, to compare this one with; drawn dashed where this one does not take them. */
    readonly formerFlows?: readonly string[];
    /** What the mark at the place where it stands says. */
    readonly here?: string;
  };

export const RunDiagram = ({
  definition,
  names,
  onSelect,
  selected,
  maxHeight,
  formerFlows = [],
  here: hereWords,
  ...layer
}: Props) => {
  const say = useSay();
  const isHere = (element: Element) => ['failed', 'here'].includes(shownIn(layer, element));
  const here =
    definition.elements.find((element) => element.type !== 'subProcess' && isHere(element)) ??
    definition.elements.find(isHere);
  const failed = new Set(
    definition.elements
      .filter((element) => shownIn(layer, element) === 'failed')
      .map(({ id }) => shownFor(definition, id)),
  );
  const lookOf = (element: Element) => {
    // What has failed in a collapsed sub-process shows on its box.
    const state = failed.has(element.id) ? 'failed' : shownIn(layer, element);
    const joining = joiningAt(definition, layer, element.id);
    // Inside a frame that is at work something else says where exactly.
    const isFrame = element.type === 'subProcess' && !isCollapsed(definition, element.id);
    const mark = (!isFrame || state === 'failed') && (
      <Where say={say} state={state} joining={joining} here={hereWords} />
    );
    return { state, mark, words: stateWords(say, state, joining) };
  };
  return (
    <Picture
      definition={definition}
      names={names}
      label={say('canvas.run.label', { name: definition.name })}
      focus={here?.id}
      selected={selected}
      maxHeight={maxHeight}
      onSelect={onSelect}
      lookOf={lookOf}
      flowState={({ id }) => {
        const other = formerFlows.includes(id) ? 'former' : 'ahead';
        return layer.flowsTaken.includes(id) ? 'taken' : other;
      }}
    >
      <ol className="p-hidden">
        {stepsOf(definition, layer).map(({ element: id, state }) => {
          const element = definition.elements.find((candidate) => candidate.id === id);
          return element ? (
            <li key={id} aria-current={state === 'here' ? 'step' : undefined}>
              {say('canvas.run.step', {
                name: fullNameOf(say, element),
                state: stateWords(say, state, joiningAt(definition, layer, id)),
              })}
            </li>
          ) : null;
        })}
      </ol>
    </Picture>
  );
};

type Joining = ReturnType<typeof joiningAt>;

type WhereProps = {
  readonly say: Say;
  readonly state: ElementState;
  readonly joining: Joining;
  readonly here: string | undefined;
};

const Where = ({ say, state, joining, here }: WhereProps) => {
  if (state === 'here') {
    return (
      <Marker tone="here">
        <IconMapPinFilled size={12} />{' '}
        {/* The long sentence is in the list below; here it would lie on the lines that join. */}
        {joining ? say('diagram.joining', joining) : (here ?? say('canvas.run.here'))}
      </Marker>
    );
  }
  if (state === 'failed') {
    return (
      <Marker tone="failed">
        <IconAlertTriangleFilled size={12} /> {say('canvas.run.failed')}
      </Marker>
    );
  }
  return null;
};

const stateWords = (say: Say, state: ElementState, joining: Joining): string =>
  joining && state === 'here'
    ? say('canvas.run.joining', joining)
    : say(`canvas.run.state.${state}`);

/** The drawing of a version with one layer of numbers laid over it. */
import {
  IconAlertTriangleFilled,
  IconClockFilled,
  IconHourglassEmpty,
  IconMapPinFilled,
  IconRefresh,
} from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Marker } from '#designer/ui/diagram/Marker.tsx';
import { Picture } from '#designer/ui/diagram/Picture.tsx';
import { useText } from '#designer/ui/locale.ts';
import type { Definition } from '#engine/definition.ts';
import { type Figures, type Layer, type Mark, marksFor } from './layers.ts';
import { useMarkWords } from './use-words.ts';

type Props = {
  definition: Definition;
  layer: Layer;
  figures: Figures;
  selected?: string;
  maxHeight?: number;
  onSelect: (element: string) => void;
};

export function LiveDrawing({ definition, layer, figures, selected, maxHeight, onSelect }: Props) {
  const t = useText();
  const words = useMarkWords();
  const marks = useMemo(() => marksFor(layer, definition, figures), [layer, definition, figures]);
  // Where it opens stays: what goes on elsewhere later does not move the picture under somebody's eyes.
  const [opened] = useState(
    () => selected ?? [...marks].sort(([, one], [, other]) => amount(other) - amount(one))[0]?.[0],
  );
  return (
    <Picture
      definition={definition}
      label={t('runs.live.drawing', { name: definition.name, layer: t(`runs.layer.${layer}`) })}
      focus={opened}
      selected={selected}
      maxHeight={maxHeight}
      onSelect={onSelect}
      lookOf={({ id }) => {
        const mark = marks.get(id);
        const look = { words: words.long(mark) };
        if (!mark) return look;
        return {
          ...look,
          ...(mark.kind === 'now'
            ? { state: mark.failed > 0 ? ('failed' as const) : ('here' as const) }
            : { heat: mark.heat }),
          mark: <Count mark={mark} text={words.short(mark)} />,
        };
      }}
    />
  );
}

const ICONS = {
  waits: IconClockFilled,
  again: IconRefresh,
  late: IconHourglassEmpty,
  breaches: IconAlertTriangleFilled,
};

function Count({ mark, text }: { mark: Mark; text: string }) {
  if (mark.kind !== 'now') {
    const Icon = ICONS[mark.kind];
    return (
      <Marker tone="count">
        <Icon size={12} /> {text}
      </Marker>
    );
  }
  return (
    <Marker tone={mark.failed > 0 ? 'failed' : 'here'}>
      {mark.failed < mark.runs && (
        <>
          <IconMapPinFilled size={12} /> {mark.runs - mark.failed}
        </>
      )}
      {mark.failed > 0 && (
        <>
          <IconAlertTriangleFilled size={12} /> {mark.failed}
        </>
      )}
    </Marker>
  );
}

const amount = (mark: Mark): number =>
  mark.kind === 'now' ? mark.runs + mark.failed * 1_000 : mark.heat;

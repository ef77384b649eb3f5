/** Acts that put what is there in order: into one line, the same distance apart, and with room between. */
import { GRID } from '#designer/ui/diagram/shapes.ts';
import type { Alignment, Arranged, ArrangeRefusal, Distribution } from '../commands/align.ts';
import { align, distribute } from '../commands/align.ts';
import type { Line } from '../commands/make-room.ts';
import { lineBehind, makeRoom } from '../commands/make-room.ts';
import type { Direction } from '../walk.ts';
import type { Bench } from './bench.ts';

export type ArrangingActs = {
  readonly align: (alignment: Alignment) => void;
  readonly distribute: (distribution: Distribution) => void;
  /** Pushes everything behind this line on by so much, or draws it nearer. */
  readonly makeRoom: (line: Line, by: number) => void;
  /** Pushes everything behind the selected element one step of the grid, or draws it one nearer. */
  readonly push: (direction: Direction) => void;
};

export const createArrangingActs = ({ now }: Bench): ArrangingActs => {
  const put = (arranged: Arranged | ArrangeRefusal, label: string) => {
    const { change, say, refuse } = now();
    if (typeof arranged === 'string') return refuse(say(`canvas.refused.align.${arranged}`));
    if (!arranged.edit) return refuse(say('canvas.refused.align.already'));
    change(arranged.edit, say(label, { count: arranged.count }));
  };
  const room = (line: Line, by: number, mark?: string) => {
    const { definition, change, say, refuse } = now();
    const made = makeRoom(definition, line, by);
    if (!made.edit) return refuse(say(`canvas.refused.room.${by > 0 ? 'nothing' : 'full'}`));
    const label = `canvas.did.room.${line.axis === 'x' ? 'across' : 'down'}.${by > 0 ? 'made' : 'taken'}`;
    change(made.edit, say(label, { count: made.count }), { mark });
  };

  return {
    align: (alignment) => {
      const { definition, selection } = now();
      const { elements } = selection;
      put(align(definition, elements, alignment), `canvas.did.align.${alignment}`);
    },
    distribute: (distribution) => {
      const { definition, selection } = now();
      const { elements } = selection;
      put(distribute(definition, elements, distribution), `canvas.did.distribute.${distribution}`);
    },
    makeRoom: room,
    push: (direction) => {
      const { definition, element, say, refuse } = now();
      const axis = direction === 'left' || direction === 'right' ? 'x' : 'y';
      const line = element && lineBehind(definition, element.id, axis);
      if (!line) return refuse(say('canvas.refused.room.one'));
      const by = direction === 'left' || direction === 'up' ? -GRID : GRID;
      room(line, by, `room:${element.id}:${axis}`);
    },
  };
};

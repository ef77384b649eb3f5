/** What the acts of a card are given. */
import type { Element } from '#engine/definition.ts';
import type { Happening, Waiting } from '#engine/rehearsal/index.ts';

export type ActsProps = {
  readonly element: Element;
  readonly waiting: Waiting;
  readonly onHappening: (happening: Happening) => void;
};

/** What comes behind an element that is left with an outcome: none is known where facts decide. Pure. */
import type { Definition, Element } from '#engine/definition.ts';

export function nextAfter(
  { elements, flows }: Definition,
  id: string,
  outcome: string | null,
): readonly Element[] {
  const leaving = flows.filter(({ from }) => from === id);
  const byPort = leaving.filter(({ port }) => port !== undefined && port === outcome);
  const ways = byPort.length > 0 ? byPort : leaving.filter(({ port }) => port === undefined);
  return ways.flatMap(({ to }) => elements.find((element) => element.id === to) ?? []);
}

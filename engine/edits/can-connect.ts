/** Whether a flow may be drawn, asked by the canvas while the line is still being pulled. */
import type { Definition } from '../definition.ts';

export type ConnectRefusal =
  | 'unknown_element'
  | 'same_element'
  | 'into_start'
  | 'out_of_end'
  | 'already_connected';

/** Why this flow may not be, or null when it may. */
export function canConnect(
  definition: Definition,
  from: string,
  to: string,
  port?: string,
): ConnectRefusal | null {
  const source = definition.elements.find((element) => element.id === from);
  const target = definition.elements.find((element) => element.id === to);
  if (!source || !target) return 'unknown_element';
  if (from === to) return 'same_element';
  if (target.type === 'startEvent') return 'into_start';
  if (source.type === 'endEvent') return 'out_of_end';
  const isThere = definition.flows.some(
    (flow) => flow.from === from && flow.to === to && flow.port === port,
  );
  return isThere ? 'already_connected' : null;
}

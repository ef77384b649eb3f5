/**
 * The last resort for a definition that BPMN cannot say word for word: a control character in a name, a reference that
 * leads nowhere, `interrupting` said although it goes without saying. Beside the property as BPMN says it stands what it
 * really is; it counts only while BPMN still says the same, so that a change made by another tool wins.
 */
import { canonicalJson } from '../canonical.ts';
import { isObject } from '../json.ts';
import { held, type Node } from './node.ts';

type Correction = { readonly of: string; readonly said?: unknown; readonly is?: unknown };

/** What must be added to what was read so that it becomes what was meant. */
export function corrections(read: object, meant: object): readonly Correction[] {
  const said = read as Readonly<Record<string, unknown>>;
  const is = meant as Readonly<Record<string, unknown>>;
  return [...new Set([...Object.keys(said), ...Object.keys(is)])]
    .filter((of) => !isSame(said[of], is[of]))
    .sort()
    .map((of) => ({ of, said: said[of], is: is[of] }));
}

export function applyExact(node: Node, read: Record<string, unknown>): void {
  const list = held(node, 'exact');
  if (!Array.isArray(list)) return;
  for (const one of list as readonly unknown[]) {
    if (!isObject(one) || typeof one.of !== 'string' || one.of === '__proto__') continue;
    if (!isSame(read[one.of], one.said)) continue;
    if (one.is === undefined) delete read[one.of];
    else read[one.of] = one.is;
  }
}

const isSame = (one: unknown, other: unknown): boolean =>
  (one === undefined) === (other === undefined) && canonicalJson(one) === canonicalJson(other);

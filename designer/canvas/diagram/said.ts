/**
 * What is said of each element and flow, in words. Words are dear and most of them stay: they are kept with the element or
 * flow they are about, and all of them while something is dragged.
 */
import { isBeside } from '#designer/ui/diagram/event-kind.ts';
import type { Say } from '#designer/ui/diagram/say.ts';
import type { Names } from '#designer/ui/diagram/words.ts';
import { kindOf, loopWords, nameOf, summaryOf, wayOut } from '#designer/ui/diagram/words.ts';
import { isActivity } from '#engine/definition/is-activity.ts';
import type { Definition, Element } from '#engine/definition.ts';
import type { ElementMark, Subject } from './drawn.ts';

export type Said = {
  readonly elements: ReadonlyMap<string, ElementWords>;
  readonly flows: ReadonlyMap<string, FlowWords>;
};
export type ElementWords = {
  readonly name: string;
  readonly summary: string;
  readonly kind: string;
  /** What is shown by its place and its marks: repeated, on the border of, inside of. */
  readonly more: readonly string[];
};
type FlowWords = { readonly label: string; readonly aria: string };

export const UNSAID: ElementWords = { name: '', summary: '', kind: '', more: [] };
const NO_NAMES: Names = {};

/** They are what they were as long as all of `from` is the same. */
type Kept<Words> = { readonly from: readonly unknown[]; readonly words: Words };
const kept = new WeakMap<object, Kept<unknown>>();

const keptFor = <Words>(about: object, from: readonly unknown[], make: () => Words): Words => {
  const known = kept.get(about) as Kept<Words> | undefined;
  if (known?.from.every((one, index) => one === from[index])) return known.words;
  const words = make();
  kept.set(about, { from, words });
  return words;
};

export const saidOf = ({ say, definition, names = NO_NAMES }: Subject): Said =>
  keptFor(definition, [say, names], () => sayAll(say, definition, names));

const sayAll = (say: Say, definition: Definition, names: Names): Said => {
  const byId = new Map(definition.elements.map((element) => [element.id, element]));
  const elements = new Map(
    definition.elements.map((element): [string, ElementWords] => {
      const holder = byId.get(holderOf(element) ?? '');
      const words = keptFor(element, [say, names, holder], () => ({
        name: nameOf(say, element),
        summary: summaryOf(say, element, names),
        kind: kindOf(say, element),
        more: moreOf(say, element, holder ? nameOf(say, holder) : (holderOf(element) ?? '')),
      }));
      return [element.id, words];
    }),
  );
  const flows = new Map(
    definition.flows.map((flow): [string, FlowWords] => {
      const source = byId.get(flow.from);
      const from = elements.get(flow.from)?.name ?? flow.from;
      const to = elements.get(flow.to)?.name ?? flow.to;
      const words = keptFor(flow, [say, names, source, to], () => {
        const label = wayOut(say, source, flow, names);
        return { label, aria: ariaOfFlow(say, from, to, label) };
      });
      return [flow.id, words];
    }),
  );
  return { elements, flows };
};

/** What it lies on or in. */
const holderOf = (element: Element): string | undefined =>
  element.type === 'boundaryEvent' ? element.attachedTo : element.parent;

const moreOf = (say: Say, element: Element, holder: string): readonly string[] => {
  const more: string[] = [];
  if (isActivity(element) && element.loop) more.push(loopWords(say, element.loop));
  if (isBeside(element)) more.push(say('canvas.summary.beside'));
  if (element.type === 'boundaryEvent') more.push(say('canvas.summary.on', { name: holder }));
  else if (element.parent !== undefined) more.push(say('canvas.summary.in', { name: holder }));
  return more;
};

/** “From Dear? to Owner agrees, when: cost > 1000” */
const ariaOfFlow = (say: Say, from: string, to: string, when: string): string =>
  when
    ? say('canvas.flow.fromToWhen', { from, to, when })
    : say('canvas.flow.fromTo', { from, to });

export const ariaOfElement = (
  say: Say,
  { name, summary, kind, more }: ElementWords,
  findings: number,
  mark: ElementMark | null,
  inside: number | null,
): string => {
  const parts = [name === kind ? name : `${name}, ${kind}`];
  if (summary) parts.push(summary);
  if (inside !== null) parts.push(say('canvas.collapsed', { count: inside }));
  parts.push(...more);
  if (findings > 0) parts.push(say('canvas.findings.count', { count: findings }));
  if (mark?.said) parts.push(mark.said);
  return parts.join(', ');
};

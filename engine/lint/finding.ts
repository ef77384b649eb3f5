/**
 * What the lint says. `message` is plain English; `rule` and `values` let a browser say the same in another language.
 * An error blocks publishing, a warning wants a look, a hint is advice. A fix is a list of edits that can be applied.
 */
import type { Condition } from '../condition.ts';
import type { Definition, Element, ElementOf, ElementType, Trigger } from '../definition.ts';
import type { Edit } from '../edits/edit.ts';
import type { Graph } from '../graph.ts';
import type { Scenario } from '../rehearsal/scenario.ts';

export type Level = 'error' | 'warning' | 'hint';

export type Finding = {
  readonly rule: string;
  readonly level: Level;
  readonly element?: string;
  readonly flow?: string;
  /** JSON Pointer into the definition, where a field is meant. */
  readonly pointer?: string;
  readonly message: string;
  readonly values: { readonly [name: string]: string | number | boolean | readonly string[] };
  readonly fix?: readonly Edit[];
  /** Facts for which it is so. */
  readonly example?: Condition;
  /** How it comes to that, to be played. */
  readonly scenario?: Scenario;
};

/** A finding as its rule tells it; the rule's name is added by `lint`. */
export type Report = Omit<Finding, 'rule'>;

/** What is known outside the definition. What is left out is not checked. */
export type LintContext = {
  readonly rulesets?: readonly string[];
  /** Keys of published processes. */
  readonly processes?: readonly string[];
  readonly queues?: readonly string[];
  readonly groups?: readonly string[];
  readonly roles?: readonly string[];
  readonly rotas?: readonly string[];
  /** E-mail addresses. */
  readonly users?: readonly string[];
  readonly calendars?: readonly string[];
  readonly catalogItems?: readonly string[];
  readonly boards?: readonly string[];
  /** Catalog item → the fields of its form, which its tickets carry as custom fields. */
  readonly customFields?: { readonly [catalogItem: string]: readonly string[] };
  readonly secrets?: readonly string[];
  /** Whether mails leave the installation. */
  readonly sendsMail?: boolean;
  /** What starts the active versions of processes, by their keys. */
  readonly triggers?: readonly {
    readonly process: string;
    readonly name: string;
    readonly trigger: Extract<Trigger, { type: 'ticketCreated' }>;
  }[];
  /** The instant to hold fixed dates against. */
  readonly now?: string;
};

export type Subject = {
  readonly definition: Definition;
  readonly graph: Graph;
  readonly context: LintContext;
  /** Elements that can be reached from a start, and elements from which an end can be reached. */
  readonly reached: ReadonlySet<string>;
  readonly ending: ReadonlySet<string>;
};

export type Rule = {
  readonly name: string;
  /** One sentence for the documentation: what is wrong when this rule speaks. */
  readonly says: string;
  readonly find: (subject: Subject) => Iterable<Report>;
};

/** What a person reads when an element is meant. */
export function nameOf(element: Element): string {
  return element.name?.trim() ? element.name : element.id;
}

export function elementsOf<T extends ElementType>(
  definition: Definition,
  ...types: readonly T[]
): readonly ElementOf<T>[] {
  const wanted: readonly string[] = types;
  return definition.elements.filter((element): element is ElementOf<T> =>
    wanted.includes(element.type),
  );
}

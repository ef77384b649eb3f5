/**
 * What may stand in the way of a change, as plain data: other changes, windows outside of which nothing is touched, freezes
 * in which nothing begins, holidays. Stretches are half-open, so that one may begin where another ends. Names and reasons are
 * for people and belong to the record; here everything is known by its id.
 */
import type { Rule } from '../calendar/recurrence.ts';
import type { Span } from '../rota.ts';
import type { Graph } from './graph.ts';
import type { StepFacts } from './steps.ts';

export const CHANGE_KINDS = ['standard', 'normal', 'emergency'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export const RISKS = ['low', 'medium', 'high'] as const;
export type Risk = (typeof RISKS)[number];

/** How a change went. `partly`: it is done, and not all of it went well. */
export const RESULTS = ['successful', 'partly', 'backed_out', 'failed'] as const;
export type Result = (typeof RESULTS)[number];

/** What conditions, templates and timers may know of the plan of a change, as `ticket.change.kind` and so on; processes set it. */
export const PLAN_FACTS = ['kind', 'risk', 'plannedFrom', 'plannedTo', 'result'] as const;
export type PlanFact = (typeof PLAN_FACTS)[number];
/**
 * What they may know of its past and of what came of it: tickets that it is said to have caused; changes of the same items in
 * the year before that are over, and how many of them went wrong or caused something.
 */
export const HISTORY_FACTS = ['incidents', 'similar', 'similarFailed'] as const;
/**
 * And of what it may do: what the answers to its questions come to, how many of these are not answered, and how much depends on what
 * it touches: items, and the services among these and among what it touches.
 */
export const RISK_FACTS = ['points', 'unanswered', 'dependants', 'services'] as const;
export type CountedFact = (typeof HISTORY_FACTS)[number] | (typeof RISK_FACTS)[number];
/** Whose word the risk is. */
export const RISK_WORDS = ['rules', 'person', 'standard'] as const;
export type RiskBy = (typeof RISK_WORDS)[number];
/** What is written about it, as `ticket.change.texts.backOut` and so on. */
export const PLAN_TEXTS = [
  'impact',
  'implementation',
  'testPlan',
  'communication',
  'backOut',
] as const;
export type PlanText = (typeof PLAN_TEXTS)[number];
/** How it is carried out, in order: `ticket.change.steps`. */
export const STEPS_FACT = 'steps';
/** The keys of those that are begun and not done, or were called off: `ticket.change.begun`. */
export const BEGUN_FACT = 'begun';
export const TEXTS_FACT = 'texts';
/** What is told of a plan and cannot be set by a process. */
export const TOLD_FACTS = [
  ...HISTORY_FACTS,
  ...RISK_FACTS,
  'riskBy',
  STEPS_FACT,
  BEGUN_FACT,
  TEXTS_FACT,
] as const;
export type PlanFacts = { readonly [fact in CountedFact]: number } & {
  readonly riskBy: RiskBy | null;
  readonly kind: ChangeKind;
  readonly risk: Risk | null;
  readonly plannedFrom: string | null;
  readonly plannedTo: string | null;
  readonly result: Result | null;
  readonly steps: readonly StepFacts[];
  readonly begun: readonly string[];
  /** Those of which nothing is written are left out. */
  readonly texts: { readonly [text in PlanText]?: string };
};

/** Of one that was never planned. */
export const USUAL_PLAN: PlanFacts = {
  kind: 'normal',
  risk: null,
  plannedFrom: null,
  plannedTo: null,
  result: null,
  incidents: 0,
  similar: 0,
  similarFailed: 0,
  points: 0,
  unanswered: 0,
  dependants: 0,
  services: 0,
  riskBy: null,
  steps: [],
  begun: [],
  texts: {},
};

/** As fields of its ticket name them. */
export const PLAN_FIELD = 'change.';
export const planFact = (field: string): PlanFact | undefined =>
  field.startsWith(PLAN_FIELD)
    ? PLAN_FACTS.find((fact) => fact === field.slice(PLAN_FIELD.length))
    : undefined;

/** What events tell of a plan: what was set, whose word the risk was, and what the answers came to. */
export const EVENT_FACTS = [...PLAN_FACTS, 'riskBy', 'points', 'unanswered'] as const;
export const eventFact = (field: string): (typeof EVENT_FACTS)[number] | undefined =>
  field.startsWith(PLAN_FIELD)
    ? EVENT_FACTS.find((fact) => fact === field.slice(PLAN_FIELD.length))
    : undefined;

/** What a change touches, and who carries it out. */
export type Subject = {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly items: readonly string[];
  readonly people: readonly string[];
};

export type Plan = Subject & Span;

export type WindowScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'items'; readonly items: readonly string[] }
  /** Items that these groups look after. */
  | { readonly kind: 'groups'; readonly groups: readonly string[] };

/** Begins at `time` on the wall of the zone, on each of its days, and lasts so many minutes whatever the wall does meanwhile. */
export type Recurring = {
  readonly first: string;
  readonly time: string;
  readonly minutes: number;
  readonly timeZone: string;
  /** Without one it is only on its first day. */
  readonly rule: Rule | null;
};

export type Window = {
  readonly id: string;
  readonly scope: WindowScope;
  readonly at: Recurring | Span;
};

export type FreezeScope =
  | { readonly kind: 'all' }
  /** These items and whatever they depend on. */
  | { readonly kind: 'items'; readonly items: readonly string[] }
  | { readonly kind: 'kinds'; readonly kinds: readonly ChangeKind[] };

export type Freeze = Span & { readonly id: string; readonly scope: FreezeScope };

export type Holiday = Span & { readonly date: string };

/** All that could matter to one change. What cannot may be left out. */
export type World = {
  readonly others: readonly Plan[];
  readonly graph: Graph;
  /** Who looks after an item. */
  readonly groups: ReadonlyMap<string, string>;
  readonly windows: readonly Window[];
  readonly freezes: readonly Freeze[];
  readonly holidays: readonly Holiday[];
};

export const CONFLICT_KINDS = [
  'same_item',
  'depends_on',
  'needed_by',
  'same_person',
  'outside_window',
  'freeze',
  'holiday',
] as const;
export type ConflictKind = (typeof CONFLICT_KINDS)[number];

/** Why a time does not suit a change, and for how long. A path begins with an item of the change and goes one step at a time. */
export type Conflict = Span &
  (
    | {
        readonly kind: 'same_item' | 'depends_on' | 'needed_by';
        readonly change: string;
        readonly path: readonly string[];
      }
    | { readonly kind: 'same_person'; readonly change: string; readonly person: string }
    | {
        readonly kind: 'outside_window';
        /** Those that must lie in one of the windows; none where the windows are for everything. */
        readonly items: readonly string[];
        readonly windows: readonly string[];
      }
    | { readonly kind: 'freeze'; readonly freeze: string; readonly path: readonly string[] }
    | { readonly kind: 'holiday'; readonly date: string }
  );

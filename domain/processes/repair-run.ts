/**
 * What a person mends in a run: skips what cannot be done, moves a token to where it belongs, corrects variables. Each is
 * held against where the run stands now, recorded with its reason, and taken in by the engine like any other message.
 */

import { isActivity } from '#engine/definition/is-activity.ts';
import type { Definition, Element } from '#engine/definition.ts';
import type { Json } from '#engine/json.ts';
import { jsonBytes } from '#engine/json.ts';
import type { Event } from '#engine/messages.ts';
import { portsOf } from '#engine/ports.ts';
import { variablesAt } from '#engine/scope-list.ts';
import { MAX_RESULT_BYTES, type Token } from '#engine/state.ts';
import { excessOf } from '#engine/variables.ts';
import { DomainError, invalid } from '../errors.ts';
import { record } from '../events/record.ts';
import type { Work } from '../work.ts';
import { definitionOf } from './definitions.ts';
import { type LockedRun, lockOpenRun } from './lock-run.ts';
import { sendToRun } from './messages.ts';

export type Repair =
  | { readonly kind: 'skip'; readonly token: string; readonly outcome?: string | null }
  | { readonly kind: 'move'; readonly token: string; readonly to: string }
  | {
      readonly kind: 'correct';
      /** Null: the variables of the process itself. */
      readonly token?: string | null;
      readonly variables: { readonly [name: string]: Json };
    };

type Variables = { readonly [name: string]: Json };

const NAME = /^(?!__proto__$)[A-Za-z_][A-Za-z0-9_-]{0,63}$/;

/** @throws DomainError not_found, run_not_open, stale_version, transition_not_allowed, invalid_input */
export async function repairRun(
  work: Work,
  id: string,
  repair: Repair,
  reason: string,
  expected?: number,
): Promise<void> {
  const run = await lockOpenRun(work, id, expected);
  const event = await eventFor(work, run, repair, reason);
  const element = tokenIn(run, repair.token ?? null)?.element ?? null;
  const eventId = await record(work, {
    type: 'run.repairRequested',
    subject: { kind: 'run', id },
    ticketId: run.ticket_id,
    data: { ...repair, element, reason, internal: true },
  });
  await sendToRun(work, id, event, eventId);
}

async function eventFor(
  work: Work,
  run: LockedRun,
  repair: Repair,
  reason: string,
): Promise<Event> {
  const at = work.now.toISOString();
  if (repair.kind === 'correct') {
    demandValues(repair.variables);
    const token = repair.token ?? null;
    if (token !== null) demandToken(run, token);
    demandRoom(run, token, repair.variables);
    return { type: 'corrected', at, token, variables: repair.variables, reason };
  }
  const token = demandToken(run, repair.token);
  const { elements } = await definitionOf(work, run.process_id, run.process_version);
  const here = elements.find(({ id }) => id === token.element);
  if (!here) throw new DomainError('transition_not_allowed', 'The element is not in the drawing.');
  if (repair.kind === 'skip') {
    demandSkippable(here, repair.outcome ?? null);
    const skipped = doingOf(run, token, here) ?? token.id;
    return { type: 'skipped', at, token: skipped, outcome: repair.outcome ?? null, reason };
  }
  const there = elements.find(({ id }) => id === repair.to);
  if (!there) return invalid('/to', `There is no element “${repair.to}” in this version.`);
  demandReachable(here, there);
  demandWhole(run, token, here);
  return { type: 'moved', at, token: token.id, to: repair.to, reason };
}

function tokenIn({ engine_state: state }: LockedRun, id: string | null): Token | undefined {
  return id !== null && state && Object.hasOwn(state.tokens, id) ? state.tokens[id] : undefined;
}

function demandToken(run: LockedRun, id: string): Token {
  const token = tokenIn(run, id);
  if (!token) return invalid('/token', 'This token is over, or there never was one.');
  if (token.guards !== undefined || token.listens)
    throw new DomainError(
      'transition_not_allowed',
      'It only waits beside the flow, and goes with what it stands beside.',
    );
  return token;
}

/** Gateways choose a way: who wants another moves the token. */
/** Nobody goes past a decision without saying which. */
const isVerdict = ({ type }: Element): boolean => type === 'approval' || type === 'cabReview';

function demandSkippable(element: Element, outcome: string | null): void {
  if (!isSkippable(element))
    throw new DomainError(
      'transition_not_allowed',
      'Only work and waiting can be skipped; move the token to go another way.',
    );
  const ports = portsOf(element);
  if (outcome === null ? ports.length > 0 && isVerdict(element) : !ports.includes(outcome))
    invalid('/outcome', `Say one of its outcomes: ${ports.join(', ') || 'it has none'}.`);
}

/** What maps its values is done once, by a token within: skipping the one that waits for it is skipping that. */
function doingOf(
  { engine_state: state }: LockedRun,
  host: Token,
  element: Element,
): string | undefined {
  if (!isActivity(element) || element.loop) return undefined;
  return Object.values(state?.tokens ?? {}).find(({ element: at, scope }) => {
    const around = state?.scopes?.[scope ?? ''];
    return at === host.element && around?.kind === 'doing' && around.host === host.id;
  })?.id;
}

/** What is done for each item is left as a whole, by the token that waits for all of it. */
function demandWhole({ engine_state: state }: LockedRun, token: Token, element: Element): void {
  const scope = state?.scopes?.[token.scope ?? ''];
  const isOne = scope?.kind === 'doing' && scope.element === token.element;
  if (isOne && isActivity(element) && element.loop)
    invalid(
      '/token',
      `This is done for one item of several: move “${scope.host}”, which waits for all of them.`,
    );
}

function demandReachable(from: Element, to: Element): void {
  if (from.parent !== to.parent)
    invalid('/to', 'A token stays in its sub-process: name an element beside it.');
  if (!isEntered(to)) invalid('/to', 'No token comes in there by a flow.');
}

const isSkippable = (element: Element): boolean =>
  isActivity(element) || element.type === 'intermediateCatchEvent';

const isEntered = (element: Element): boolean =>
  element.type !== 'boundaryEvent' &&
  element.type !== 'startEvent' &&
  !(isActivity(element) && element.forCompensation) &&
  !(element.type === 'subProcess' && element.triggeredByEvent);

export type ElementRepairs = {
  /** The outcomes it may be skipped with, where it can be skipped; null where not. */
  readonly outcomes: readonly string[] | null;
  /** Whether one of them must be said. */
  readonly needsOutcome: boolean;
  /** Where a token that stands there may be moved. */
  readonly to: readonly string[];
};

/** What may be done with a token that stands at one of these: the same rules as the repair itself, asked beforehand. */
export function repairsAt(
  { elements }: Definition,
  ids: readonly string[],
): { [element: string]: ElementRepairs } {
  const found = elements.filter(({ id }) => ids.includes(id));
  return Object.fromEntries(
    found.map((here) => [
      here.id,
      {
        outcomes: isSkippable(here) ? portsOf(here) : null,
        needsOutcome: isVerdict(here),
        to: elements
          .filter((there) => there.parent === here.parent && isEntered(there))
          .map(({ id }) => id),
      },
    ]),
  );
}

/** Corrections that wait to be taken in are not counted: the next one is held against them. */
function demandRoom(
  { engine_state: state }: LockedRun,
  token: string | null,
  values: Variables,
): void {
  if (!state) return;
  const excess = excessOf({ ...variablesAt(state, token), ...values }, values);
  if (excess !== null) invalid('/variables', excess);
}

function demandValues(variables: { readonly [name: string]: Json }): void {
  const names = Object.keys(variables);
  if (names.length === 0) invalid('/variables', 'Name at least one variable.');
  for (const name of names)
    if (!NAME.test(name)) invalid(`/variables/${name}`, 'This is no name for a variable.');
  if (jsonBytes(variables) > MAX_RESULT_BYTES)
    invalid('/variables', `At most ${MAX_RESULT_BYTES} bytes at once.`);
}

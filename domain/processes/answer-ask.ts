/**
 * Answers what the interpreter asks: which flow, what does the ruleset say, which instant, carry out this action. What
 * cannot be answered for a reason a person can mend is `askFailed`, which the run shows and can retry; anything else throws.
 */
import { answerAll } from '#engine/expression/answer.ts';
import { toInstant } from '#engine/instant.ts';
import { type JsonObject, jsonBytes } from '#engine/json.ts';
import type { CommandOf, Event } from '#engine/messages.ts';
import { valueAt } from '#engine/paths.ts';
import { MAX_RESULT_BYTES } from '#engine/state.ts';
import { chooseFlow, chooseFlows, evaluateRuleset } from '#rules/evaluate.ts';
import { DomainError } from '../errors.ts';
import type { Work } from '../work.ts';
import { carryOut } from './acts.ts';
import { resolveBefore, resolveDue, resolveNext } from './due.ts';
import type { Facts } from './facts.ts';
import { keptRuleset } from './kept.ts';
import { type StepContext, tell } from './step-context.ts';

type AskCommand = CommandOf<'ask'>;

export async function answerAsk(step: StepContext, command: AskCommand): Promise<Event> {
  const { ask, token } = command;
  const at = step.work.now.toISOString();
  switch (ask.kind) {
    case 'chooseFlow':
      return decided(step, token, at, async (facts) => {
        const { flow } = await chooseFlow(ask.flows, facts);
        return { type: 'flowChosen', token, at, flow };
      });
    case 'chooseFlows':
      return decided(step, token, at, async (facts) => {
        const { flows } = await chooseFlows(ask.flows, facts);
        return { type: 'flowsChosen', token, at, flows };
      });
    case 'compute':
      return answerAll({ token, at }, ask.expressions, await step.facts(token));
    case 'runRuleset':
      return runRuleset(step, command, ask.ruleset, at);
    case 'resolveInstant':
      return resolveInstant(step, command, ask, at);
    case 'act':
      await carryOut(step, command, ask.action);
      return { type: 'acted', token, at };
  }
}

export const askFailed = (token: string, at: string, code: string, message: string): Event => ({
  type: 'askFailed',
  token,
  at,
  code,
  message,
});

async function runRuleset(
  step: StepContext,
  command: AskCommand,
  key: string,
  at: string,
): Promise<Event> {
  const { token, element } = command;
  const current = await keptRuleset(step.work, step.run.revision, key);
  if (!current) return askFailed(token, at, 'ruleset_not_found', `There is no ruleset “${key}”.`);
  return decided(step, token, at, async (facts) => {
    const { variables, matched } = await evaluateRuleset(current.ruleset, facts);
    tell(step, element, {
      type: 'ruleset.evaluated',
      subject: { kind: 'run', id: step.runId },
      data: { ruleset: key, version: current.version, matched, element, internal: true },
    });
    const bytes = jsonBytes(variables as JsonObject);
    if (bytes > MAX_RESULT_BYTES)
      return askFailed(
        token,
        at,
        'result_too_large',
        `The ruleset “${key}” sets variables of ${bytes} bytes; at most ${MAX_RESULT_BYTES} are taken.`,
      );
    return { type: 'rulesetRun', token, at, variables: variables as JsonObject };
  });
}

/** Rules are pure: what breaks one would break it again, so it is the element's failure and not a step to be retried. */
async function decided(
  step: StepContext,
  token: string,
  at: string,
  decide: (facts: Facts) => Promise<Event>,
): Promise<Event> {
  const facts = await step.facts(token);
  try {
    return await decide(facts);
  } catch (error) {
    return askFailed(
      token,
      at,
      'rule_failed',
      error instanceof Error ? error.message : String(error),
    );
  }
}

async function resolveInstant(
  step: StepContext,
  command: AskCommand,
  { timer, from }: Extract<AskCommand['ask'], { kind: 'resolveInstant' }>,
  at: string,
): Promise<Event> {
  const { token } = command;
  if ('after' in timer)
    return resolved(step, token, at, (work, revision) =>
      from === undefined
        ? resolveDue(work, revision, timer.after, new Date(command.at))
        : resolveNext(work, revision, timer.after, new Date(from)),
    );
  const text = 'at' in timer ? timer.at : valueAt(await step.facts(token), timer.fact);
  const instant = typeof text === 'string' ? toInstant(text) : null;
  const before = 'fact' in timer ? timer.before : undefined;
  if (instant !== null && before)
    return resolved(step, token, at, (work, revision) =>
      resolveBefore(work, revision, before, new Date(instant)),
    );
  if (instant !== null) return { type: 'instantResolved', token, at, due: instant };
  const what = 'at' in timer ? `“${timer.at}”` : `The fact “${timer.fact}”`;
  return askFailed(token, at, 'bad_instant', `${what} is no instant in time.`);
}

/** A calendar that is missing, or never open, is for the run to deal with. */
async function resolved(
  { work, run }: StepContext,
  token: string,
  at: string,
  resolve: (work: Work, revision: string) => Promise<Date>,
): Promise<Event> {
  try {
    const due = await resolve(work, run.revision);
    return { type: 'instantResolved', token, at, due: due.toISOString() };
  } catch (error) {
    if (error instanceof DomainError) return askFailed(token, at, error.code, error.message);
    throw error;
  }
}

/** Runs a ruleset: what it sets becomes variables of the run. */
import type { ElementOf } from '../definition.ts';
import type { Ask } from '../messages.ts';
import { DONE } from '../ports.ts';
import { finish } from '../run/finish.ts';
import type { Behaviour } from './behaviour.ts';

const question = ({ ruleset }: ElementOf<'businessRuleTask'>): Ask => ({
  kind: 'runRuleset',
  ruleset,
});

export const businessRuleTask: Behaviour<'businessRuleTask'> = {
  enter: (turn, token, element, attempt) => turn.ask(token, question(element), attempt),
  on: {
    rulesetRun(turn, token, _element, event) {
      if (turn.mergeVariables(token, event.variables)) finish(turn, token, DONE);
    },
  },
  ask: question,
};

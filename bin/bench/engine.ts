/**
 * How quickly the interpreter goes: steps of `advance`, whole simulated tickets with and without
 * the live rules, and a back-test with compiled ones. Beside each
 * figure stands a plain JavaScript loop over the same graph that stores nothing and tells nobody; beside a ruleset of twenty
 * compiled rules the same tickets without any. Both are measured by turns in one process. Options: `--seconds 1 --rounds 5`.
 */
import { parseArgs } from 'node:util';
import type { Definition } from '#engine/definition.ts';
import { compileFlows, compileRuleset } from '#rules/compile.ts';
import { chooseFlow, evaluateRuleset } from '#rules/evaluate.ts';
import type { Ruleset } from '#rules/ruleset.ts';
import { shippedProcesses, shippedRulesets } from '#rules/shipped/index.ts';
import { type Decide, playPlainly, toPlainGraph } from './engine/plain-loop.ts';
import { acted, chosen, ruled, simulate, simulateSlowly } from './engine/simulate.ts';
import { median, report, say } from './report.ts';

/** Plays the ticket of this number and returns how many elements it went through: a step is one of them. */
type Play = (index: number) => number | Promise<number>;
type Contest = {
  readonly metric: string;
  readonly counts: 'steps' | 'tickets';
  readonly product: Play;
  readonly reference: Play;
};

const BATCH = 200;

export async function run(args: readonly string[] = []): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      seconds: { type: 'string', default: '1' },
      rounds: { type: 'string', default: '5' },
    },
  });
  const seconds = Number(values.seconds);
  const rounds = Number(values.rounds);
  for (const contest of contests()) {
    say(`${contest.metric} …`);
    const products: number[] = [];
    const references: number[] = [];
    await rate(contest, contest.product, seconds / 2);
    await rate(contest, contest.reference, seconds / 2);
    for (let round = 0; round < rounds; round += 1) {
      products.push(await rate(contest, contest.product, seconds));
      references.push(await rate(contest, contest.reference, seconds));
    }
    report({
      name: 'engine',
      metric: contest.metric,
      value: median(products),
      unit: `${contest.counts}/s`,
      reference: median(references),
    });
  }
}

function contests(): readonly Contest[] {
  const laptop = shipped('laptop-request');
  const incident = shipped('incident');
  const approvals = ruleset('laptop-approval');
  const routing = ruleset('incident-routing');
  const laptopGraph = toPlainGraph(laptop);
  const incidentGraph = toPlainGraph(incident);

  const withoutRules: Play = () =>
    simulate(laptop, { cost: 2400 }, (token, ask) => {
      if (ask.kind === 'runRuleset') return ruled(token, { approvalLevel: 'manager' });
      return ask.kind === 'chooseFlow' ? chosen(token, null) : acted(token);
    });
  const plainly: Play = () => playPlainly(laptopGraph, () => undefined, 'approved');
  const withRules = (definition: Definition, rules: Ruleset, facts: object, cost: number) =>
    simulateSlowly(definition, { cost }, async (token, ask, { variables, steps }) => {
      const snapshot = { ...facts, variables, steps };
      if (ask.kind === 'runRuleset') {
        return ruled(token, (await evaluateRuleset(rules, snapshot)).variables);
      }
      if (ask.kind !== 'chooseFlow') return acted(token);
      return chosen(token, (await chooseFlow(ask.flows, snapshot)).flow);
    });

  const decideQueue = compileRuleset(routing);
  const gateways = new Map(
    incident.elements.map(({ id }) => [id, compileFlows(flowsOf(incident, id))]),
  );
  const backtested = (facts: { readonly ticket: object }) =>
    simulate(incident, {}, (token, ask, { variables, tokens }) => {
      const snapshot = { ...facts, variables };
      if (ask.kind === 'runRuleset') return ruled(token, decideQueue(snapshot).variables);
      if (ask.kind !== 'chooseFlow') return acted(token);
      const decide = gateways.get(tokens[token]?.element ?? '');
      return chosen(token, decide?.(snapshot) ?? null);
    });

  const decideLevel = compileRuleset(manyRules);
  const levelGateways = new Map(
    laptop.elements.map(({ id }) => [id, compileFlows(flowsOf(laptop, id))]),
  );
  const withManyRules = (cost: number) =>
    simulate(laptop, { cost }, (token, ask, { variables, tokens }) => {
      const snapshot = { ticket: { category: 'hardware' }, variables };
      if (ask.kind === 'runRuleset') return ruled(token, decideLevel(snapshot).variables);
      if (ask.kind !== 'chooseFlow') return acted(token);
      const decide = levelGateways.get(tokens[token]?.element ?? '');
      return chosen(token, decide?.(snapshot) ?? null);
    });

  return [
    { metric: 'steps_per_s', counts: 'steps', product: withoutRules, reference: plainly },
    {
      metric: 'simulated_tickets_per_s',
      counts: 'tickets',
      product: withoutRules,
      reference: plainly,
    },
    {
      metric: 'simulated_tickets_with_rules_per_s',
      counts: 'tickets',
      product: (index) => withRules(laptop, approvals, {}, priceOf(index)),
      reference: (index) => playPlainly(laptopGraph, approvalByHand(priceOf(index)), 'approved'),
    },
    {
      metric: 'simulated_tickets_with_20_compiled_rules_per_s',
      counts: 'tickets',
      product: () => withManyRules(2_400),
      reference: withoutRules,
    },
    {
      metric: 'backtested_tickets_per_s',
      counts: 'tickets',
      product: (index) => backtested({ ticket: incidentOf(index) }),
      reference: (index) => playPlainly(incidentGraph, routedByHand(incidentOf(index)), 'resolved'),
    },
  ];
}

function flowsOf(definition: Definition, gateway: string) {
  return definition.flows.flatMap(({ id, from, conditions }) =>
    from === gateway && conditions ? [{ id, conditions }] : [],
  );
}

/** Twenty rules of which the last holds, so that all of them are looked at. */
const manyRules: Ruleset = {
  key: 'many',
  name: 'Many',
  hitPolicy: 'first',
  rules: Array.from({ length: 20 }, (_, index) => ({
    id: `rule-${index}`,
    conditions: {
      all: [
        { fact: 'variables.cost', operator: 'greaterThan', value: 20_000 - (index + 1) * 950 },
        { fact: 'ticket.category', operator: 'equal', value: 'hardware' },
      ],
    },
    set: { approvalLevel: 'manager' },
  })),
};

const priceOf = (index: number): number => (index * 37) % 5_000;

/** The ruleset and the gateways of the laptop request, as somebody would write them down. */
function approvalByHand(cost: number): Decide {
  return (gateway) => {
    if (gateway === 'needs-approval') return cost <= 1_000 ? 'f3' : undefined;
    return cost > 3_000 ? 'f9' : undefined;
  };
}

const TITLES = ['My VPN is down', 'The printer jams', 'Excel crashes', 'Where is the canteen?'];
const incidentOf = (index: number) => ({
  title: TITLES[index % TITLES.length] ?? '',
  category: index % 3 === 0 ? 'network' : null,
  priority: (index % 4) + 1,
  status: 'new',
  queue: null,
});

const QUEUES = /\b(vpn|wifi|dns|network)|(printer|laptop|monitor)|(excel|word|outlook)\b/i;

function routedByHand({ title, category, priority }: ReturnType<typeof incidentOf>): Decide {
  const queue = QUEUES.exec(`${category} ${title}`)?.[0] ?? 'service-desk';
  return (gateway) => (gateway === 'critical' && priority === 1 && queue !== '' ? 'f4' : undefined);
}

async function rate({ counts }: Contest, play: Play, seconds: number): Promise<number> {
  const begin = performance.now();
  let units = 0;
  let elapsed = 0;
  for (let index = 0; elapsed < seconds * 1_000; ) {
    for (const end = index + BATCH; index < end; index += 1) {
      const steps = play(index);
      const done = typeof steps === 'number' ? steps : await steps;
      units += counts === 'steps' ? done : 1;
    }
    elapsed = performance.now() - begin;
  }
  return (units * 1_000) / elapsed;
}

function shipped(key: string): Definition {
  const definition = shippedProcesses.find((process) => process.key === key);
  if (!definition) throw new Error(`there is no shipped process “${key}”`);
  return definition;
}

function ruleset(key: string): Ruleset {
  const found = shippedRulesets.find((one) => one.key === key);
  if (!found) throw new Error(`there is no shipped ruleset “${key}”`);
  return found;
}

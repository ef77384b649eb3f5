/** The shipped processes told as stories: every way through each of them, from the first form to the end. */
import { describe, expect, it } from 'vitest';
import { isDefinition, lint } from '#engine/lint/index.ts';
import { lintRuleset } from '#rules/lint-ruleset.ts';
import { shippedCatalogItems, shippedProcesses, shippedRulesets } from '#rules/shipped/index.ts';
import { scenario } from '../support/scenario.ts';

const laptop = { model: 'Standard 14-inch', reason: 'New colleague' };

describe('what is shipped', () => {
  const context = {
    rulesets: shippedRulesets.map(({ key }) => key),
    queues: ['service-desk', 'network', 'hardware', 'software', 'change'],
    groups: ['service-desk', 'network', 'managers', 'cab'],
    roles: ['approver', 'admin', 'change-manager'],
    catalogItems: shippedCatalogItems.map(({ key }) => key),
    users: [],
    calendars: [],
  };

  it.each(shippedProcesses.map((process) => [process.key, process] as const))(
    'has no finding in %s',
    (_, process) => {
      expect(isDefinition(process)).toBe(true);
      expect(lint(process, context)).toEqual([]);
    },
  );

  it.each(shippedRulesets.map((ruleset) => [ruleset.key, ruleset] as const))(
    'has no finding in the ruleset %s',
    (_, ruleset) => expect(lintRuleset(ruleset)).toEqual([]),
  );

  it('places every element, and no two on one spot', () => {
    for (const { elements, layout = {} } of shippedProcesses) {
      const spots = elements.map(({ id }) => `${layout[id]?.x} ${layout[id]?.y}`);
      expect(new Set(spots).size).toBe(elements.length);
      expect(spots.join()).not.toContain('undefined');
    }
  });

  it('asks in the catalog for what the process tells', () => {
    const [item] = shippedCatalogItems;
    expect(item?.process).toBe('laptop-request');
    expect(Object.keys(item?.schema.properties ?? {})).toEqual([
      'model',
      'cost',
      'reason',
      'neededBy',
    ]);
  });
});

describe('a laptop request', () => {
  it('goes straight to work when the laptop is cheap', () =>
    scenario('laptop-request', { at: 'Mon 09:00' })
      .submits({ ...laptop, cost: 900 })
      .completes('set-up', 'ready')
      .waits('2 hours')
      .completes('order', 'ordered')
      .traces(`approval-level: approvalLevel = none
               needs-approval → No
               start-work: status = in_progress
               task order
               task set-up
               set-up: ready
               Mon 11:00 order: ordered
               resolve: status = resolved
               tell-ready: sendEmail “REQ-000001: your laptop is ready”
               completed: fulfilled`));

  it('asks the manager in the middle range', () =>
    scenario('laptop-request')
      .submits({ ...laptop, cost: 2400 })
      .approves('manager-approval')
      .traces(`approval-level: approvalLevel = manager
               needs-approval → Yes
               await-approval: status = pending_approval
               approval manager-approval
               manager-approval: approved
               needs-second → No
               start-work: status = in_progress
               task order
               task set-up`));

  it('asks twice for an expensive one, and also when no price is given', async () => {
    const twice = `approval-level: approvalLevel = managers
                   needs-approval → Yes
                   await-approval: status = pending_approval
                   approval manager-approval
                   manager-approval: approved
                   needs-second → Yes
                   approval second-approval`;
    await scenario('laptop-request')
      .submits({ ...laptop, cost: 4000 })
      .approves('manager-approval')
      .traces(twice);
    await scenario('laptop-request').submits(laptop).approves('manager-approval').traces(twice);
  });

  it.each(['rejects', 'timesOut'] as const)('is closed and explained when the manager %s', (verb) =>
    scenario('laptop-request')
      .submits({ ...laptop, cost: 2400 })
      [verb]('manager-approval')
      .ends('rejected')
      .then(({ trace, world }) => {
        expect(world.ticket.status).toBe('closed');
        expect(trace).toContain(
          'tell-rejected: sendEmail “REQ-000001: your request was not approved”',
        );
      }),
  );
});

describe('an incident', () => {
  it('is routed by its words, worked and reported back', () =>
    scenario('incident', {
      ticket: { title: 'The printer is on fire', priority: 3, status: 'new' },
    })
      .starts()
      .completes('resolve', 'resolved')
      .traces(`route: queue = hardware
               assign: to queue hardware
               critical → No
               task resolve
               resolve: resolved
               is-resolved → No
               mark-resolved: status = resolved
               tell-resolved: sendEmail “REQ-000001: resolved”
               completed: resolved`));

  it('alerts the managers when it is critical', () =>
    scenario('incident', { ticket: { title: 'All is down', priority: 1 } })
      .starts()
      .traces(`route: queue = service-desk
               assign: to queue service-desk
               critical → Yes
               alert: notify “Critical incident REQ-000001: All is down”
               task resolve`));

  it('leaves a ticket alone that people have closed meanwhile', () =>
    scenario('incident', { ticket: { status: 'new' } })
      .starts()
      .changes({ status: 'closed' })
      .completes('resolve', 'resolved')
      .ends('resolved')
      .then(({ world }) => expect(world.ticket.status).toBe('closed')));

  it.each([
    [{ title: 'Cannot reach the VPN' }, 'network'],
    [{ title: 'Please install Excel' }, 'software'],
    [{ title: 'Question', category: 'Hardware' }, 'hardware'],
    [{ title: 'VPN', queue: 'change' }, 'change'],
    [{ title: 'The planet is round' }, 'service-desk'],
  ])('with %j goes to %s', async (ticket, queue) => {
    const { world } = await scenario('incident', { ticket }).starts().plays();
    expect(world.ticket.queue).toBe(queue);
  });
});

describe('a normal change', () => {
  const incidents = (count: number) => ({ change: { incidents: count } });

  it('closes by itself where nothing went wrong', () =>
    scenario('normal-change', {
      ticket: { title: 'New logo', impact: 2, urgency: 2, status: 'new', ...incidents(0) },
    })
      .starts()
      .approves('cab-approval')
      .completes('implement', 'implemented')
      .waits('next timer')
      .traces(`points: points = 20
               risk: risk = medium
               assess: status = assess, change.risk = medium
               is-risky → No
               approval cab-approval
               cab-weighed hears message change.weighed for REQ-000001
               withdrawn cab-weighed
               cab-approval: approved
               is-planned → No
               begin: status = implement
               in-steps → No
               task implement
               implement: implemented
               begin-review: status = review
               timer observe until Tue 09:00
               asked-later hears message change.backOut for REQ-000001
               Tue 09:00 withdrawn asked-later
               went-wrong → No
               close: status = closed, change.result = successful
               completed: successful`));

  it('needs two of the board when it is risky', () =>
    scenario('normal-change', { ticket: { title: 'Replace the core switch', impact: 1 } })
      .starts()
      .rejects('board-approval')
      .traces(`points: points = 60, reasons = ["it reaches far, or is critical","it touches what many depend on"]
               risk: risk = high
               assess: status = assess, change.risk = high
               is-risky → Yes
               approval board-approval
               board-weighed hears message change.weighed for REQ-000001
               withdrawn board-weighed
               board-approval: rejected
               note-rejection: comment “The change advisory board did not authorise this change.”
               close-rejected: status = closed
               tell-rejected: sendEmail “REQ-000001: not authorised”
               completed: rejected`));

  it.each([
    ['went well', { similar: 3, similarFailed: 0 }, 'low'],
    ['are few', { similar: 2, similarFailed: 0 }, 'medium'],
    ['went wrong once', { similar: 9, similarFailed: 1 }, 'high'],
  ])('is as risky as those before it that %s', async (_, change, risk) => {
    const { trace } = await scenario('normal-change', {
      ticket: { impact: 2, urgency: 2, change },
    })
      .starts()
      .plays();
    expect(trace).toContain(`risk: risk = ${risk}`);
  });

  it.each([
    ['what is answered', { points: 25 }, 'high'],
    ['answers that are harmless', { points: 15 }, 'medium'],
    ['what depends on it', { dependants: 20, services: 0 }, 'high'],
    ['the services it may affect', { dependants: 5, services: 5 }, 'high'],
    ['little that depends on it', { dependants: 5, services: 1 }, 'medium'],
    ['questions without an answer', { points: 10, unanswered: 1 }, 'high'],
  ])('is as risky as %s makes it', async (_, change, risk) => {
    const { trace } = await scenario('normal-change', {
      ticket: { impact: 2, urgency: 2, change },
    })
      .starts()
      .plays();
    expect(trace).toContain(`risk: risk = ${risk}`);
  });

  it.each([
    ['touches what few depend on', {}, { dependants: 3, services: 1 }, 'low'],
    ['touches nothing that anybody has named', { configItems: [] }, {}, 'medium'],
    ['touches what many depend on', {}, { dependants: 20 }, 'high'],
    ['reaches far', { impact: 1 }, {}, 'high'],
    ['is like one that went wrong', { urgency: 3, impact: 3 }, { similarFailed: 1 }, 'medium'],
    ['has a question without an answer', {}, { unanswered: 1 }, 'medium'],
  ])('is, with the best answers, as risky as it is where it %s', async (_, fields, plan, risk) => {
    const ticket = { impact: 2, urgency: 2, configItems: ['printer'], ...fields };
    const change = { points: 0, unanswered: 0, similarFailed: 0, ...plan };
    const { trace } = await scenario('normal-change', { ticket: { ...ticket, change } })
      .starts()
      .plays();
    expect(trace).toContain(`risk: risk = ${risk}`);
  });

  it('goes by what a person has said of its risk, whatever the rules say', async () => {
    const { trace, world } = await scenario('normal-change', {
      ticket: { impact: 2, urgency: 2, change: { risk: 'high', riskBy: 'person' } },
    })
      .starts()
      .plays();
    expect(trace).toContain('risk: risk = medium');
    expect(trace).toContain('approval board-approval');
    expect(world.ticket).toMatchObject({ status: 'assess', change: { risk: 'high' } });
  });

  it('is assessed anew while it is approved, and then asks whom its risk demands', async () => {
    const { trace } = await scenario('normal-change', {
      ticket: { impact: 2, urgency: 2, change: { points: 0 } },
    })
      .starts()
      .changes({ 'change.points': 30 })
      .hears('change.weighed', { risk: 'medium' }, 'REQ-000001')
      .plays();
    expect(trace).toEqual(
      expect.arrayContaining([
        'withdrawn cab-approval',
        'risk: risk = high',
        'approval board-approval',
      ]),
    );
    expect(trace.at(-2)).toBe('approval board-approval');
  });

  it('is reviewed where it has caused something, and ends as failed when the review says so', () =>
    scenario('normal-change', { ticket: { impact: 3, urgency: 3, ...incidents(1) } })
      .starts()
      .approves('cab-approval')
      .completes('implement', 'implemented')
      .waits('next timer')
      .completes('review', 'failed', { findings: 'The old one was better.' })
      .ends('failed')
      .then(({ trace }) =>
        expect(trace).toContain(
          'note-failure: comment “The review found that this change failed. The old one was better.”',
        ),
      ));
});

describe('a restart after every step', () => {
  it('changes no story', async () => {
    const story = (restarting: boolean) =>
      scenario('laptop-request', { restarting })
        .submits({ ...laptop, cost: 5000 })
        .approves('manager-approval')
        .approves('second-approval')
        .completes('order', 'ordered')
        .completes('set-up', 'ready')
        .ends('fulfilled');
    expect((await story(true)).trace).toEqual((await story(false)).trace);
  });
});

/** What each element does, one story per behaviour. */
import { describe, expect, it } from 'vitest';
import { border } from '../support/nested.ts';
import { approval, call, comment, process, review, wait, when } from '../support/process.ts';
import { scenario } from '../support/scenario.ts';

describe('a user task', () => {
  it('waits, takes the values into the variables and goes on', () =>
    scenario(process('start > a > end'))
      .starts({ cost: 1 })
      .completes('a', null, { cost: 2, colour: 'red' })
      .traces(`task a
               completed`)
      .then(({ state }) => expect(state?.variables).toEqual({ cost: 2, colour: 'red' })));

  it('leaves by the flow of its outcome, else by the one without a port', async () => {
    const drawing = process('start > a -good> end1; a > end2', {
      end1: { outcome: 'one' },
      end2: { outcome: 'two' },
    });
    await scenario(drawing).starts().completes('a', 'good').ends('one');
    await scenario(drawing).starts().completes('a', 'other').ends('two');
    await scenario(drawing).starts().completes('a').ends('two');
  });

  it('fails visibly when no flow fits its outcome, and again when retried', () =>
    scenario(process('start > a -good> end'))
      .starts()
      .completes('a', 'bad')
      .retries('a')
      .traces(`task a
               failed a: no_flow
               failed a: no_flow`));

  it('remembers the outcome it was last left by', async () => {
    const { state } = await scenario(process('start > a > b > end'))
      .starts()
      .completes('a', 'good')
      .waits('1 hour')
      .completes('b')
      .plays();
    expect(state?.steps).toEqual({
      a: { outcome: 'good', at: '2026-03-02T08:00:00.000Z' },
      b: { outcome: 'done', at: '2026-03-02T09:00:00.000Z' },
    });
  });
});

describe('an approval', () => {
  const drawing = process('start > ask -approved> end1; ask -rejected> end2; ask -timedOut> end3', {
    ask: approval,
    end1: { outcome: 'yes' },
    end2: { outcome: 'no' },
    end3: { outcome: 'late' },
  });

  it('leaves by what was decided', async () => {
    await scenario(drawing).starts().approves('ask').ends('yes');
    await scenario(drawing).starts().rejects('ask').ends('no');
    await scenario(drawing).starts().timesOut('ask').ends('late');
  });
});

describe('a review by a board', () => {
  const drawing = process(
    'start > a > cab -approved> end1; cab -rejected> end2; cab -deferred> a',
    {
      cab: review,
      end1: { outcome: 'yes' },
      end2: { outcome: 'no' },
    },
  );

  it('leaves by what the board came to, and is put before it anew when it comes again', async () => {
    await scenario(drawing).starts().completes('a').rejects('cab').ends('no');
    await scenario(drawing)
      .starts()
      .completes('a')
      .defers('cab')
      .completes('a')
      .approves('cab')
      .traces(`task a
               review cab
               cab: deferred
               task a
               review cab
               cab: approved
               completed: yes`);
  });

  it('is called off by what comes on its border', () =>
    scenario(
      process('start > cab > end; late > b > end', {
        cab: review,
        late: border('cab', { timer: { after: { days: 14 } } }),
      }),
    )
      .starts()
      .waits('14 days')
      .traces(`review cab
               timer late until Mon+2 09:00
               Mon+2 09:00 withdrawn cab
               task b`));

  it('comes to nothing but its own outcomes, and an approval to none of a board', async () => {
    await expect(scenario(drawing).starts().completes('a').timesOut('cab').plays()).rejects.toThrow(
      'does not come to timedOut',
    );
    const asked = process('start > ask > end', { ask: approval });
    await expect(scenario(asked).starts().defers('ask').plays()).rejects.toThrow(
      'does not come to deferred',
    );
  });
});

describe('a service task', () => {
  it('does what stays in the record at once', () =>
    scenario(process('start > say > end', { say: comment }))
      .starts()
      .traces(`say: comment “Hello”
               completed`));

  it('calls the outside and takes the answer into the variables', () =>
    scenario(process('start > ring > end', { ring: call }))
      .starts()
      .answers('ring', { status: 200 })
      .traces(`call ring
               completed`)
      .then(({ state }) => expect(state?.variables).toEqual({ status: 200 })));

  it('waits for a person when it fails, and does it again when retried', () =>
    scenario(process('start > ring > say > end', { ring: call, say: comment }))
      .fails('ring', 'unreachable')
      .starts()
      .fails('say', 'forbidden')
      .retries('ring')
      .answers('ring')
      .retries('say')
      .traces(`call ring
               failed ring: unreachable
               call ring again
               failed say: forbidden
               say: comment “Hello”
               completed`));
});

describe('a business rule task', () => {
  it('puts what the ruleset says into the variables', () =>
    scenario(
      process('start > decide > end', {
        decide: { type: 'businessRuleTask', ruleset: 'laptop-approval' },
      }),
    )
      .starts({ cost: 10 })
      .traces(`decide: approvalLevel = none
               completed`)
      .then(({ state }) => expect(state?.variables).toEqual({ cost: 10, approvalLevel: 'none' })));

  it('fails with the reason when there is no such ruleset', () =>
    scenario(
      process('start > decide > end', { decide: { type: 'businessRuleTask', ruleset: 'gone' } }),
    )
      .starts()
      .traces('failed decide: ruleset_not_found'));
});

describe('an exclusive gateway', () => {
  const conditions = {
    dear: when('variables.cost', 'greaterThan', 1000),
    huge: when('variables.cost', 'greaterThan', 5000),
  };

  it('takes the first flow, in the order of the definition, whose conditions hold', () =>
    scenario(
      process(
        'start > x -?dear> a > end; x -?huge> b > end; x > c > end',
        { x: { default: 'f5' } },
        conditions,
      ),
    )
      .starts({ cost: 9000 })
      .traces(`x → a
               task a`));

  it('takes the default when none holds, wherever the default stands', () =>
    scenario(
      process('start > x > c > end; x -?dear> a > end', { x: { default: 'f2' } }, conditions),
    )
      .starts({ cost: 1 })
      .traces(`x → c
               task c`));

  it('fails with no_flow when none holds and there is no default, and asks again when retried', () =>
    scenario(process('start > a > x -?dear> end; start2 > x', {}, conditions))
      .starts({ cost: 1 })
      .completes('a')
      .retries('x')
      .traces(`task a
               failed x: no_flow
               failed x: no_flow`));

  it('asks nothing where it only brings ways together', async () => {
    const { commands } = await scenario(process('start > x > end')).starts().ends(null);
    expect(commands.filter(({ type }) => type === 'ask')).toEqual([]);
  });

  it('refuses an answer that names a flow it did not ask about', async () => {
    const shell = await scenario(
      process('start > a > x -?dear> end; x > b > end', { x: { default: 'f4' } }, conditions),
    )
      .starts()
      .plays();
    expect(shell.state?.status).toBe('running');
  });
});

describe('a parallel gateway', () => {
  const fork = process('start > p1 > a > p2 > end; p1 > b > p2');

  it('forks, and waits until every branch has arrived', () =>
    scenario(fork)
      .starts()
      .completes('b')
      .completes('a')
      .traces(`task a
               task b
               completed`));

  it('lets only one token per flow into a round: a second one waits for the next', async () => {
    // “a” is reached twice, so two tokens come by its flow before “b” brings one.
    const drawing = process('start > p1 > a > p2 > end; p1 > c > a; p1 > b > p2');
    const { state } = await scenario(drawing)
      .starts()
      .completes('a')
      .completes('c')
      .completes('a')
      .completes('b')
      .plays();
    const waiting = Object.values(state?.tokens ?? {});
    expect(waiting.map(({ element, wait }) => [element, wait.kind])).toEqual([['p2', 'failed']]);
  });

  it('fails when nothing can arrive any more, instead of waiting for ever', () =>
    scenario(
      process(
        'start > x -?yes> a > p > end; x > b > p',
        { x: { default: 'f5' } },
        { yes: when('variables.yes', 'equal', true) },
      ),
    )
      .starts({ yes: true })
      .completes('a')
      .traces(`x → a
               task a
               failed p: join_stuck`));

  it('keeps its count when the same branches come round again', () =>
    scenario(process('start > x1 > p1 > a > p2 > again -more> x1; p1 > b > p2; again > end'))
      .starts()
      .completes('a')
      .completes('b')
      .completes('again', 'more')
      .completes('b')
      .completes('a')
      .completes('again')
      .traces(`task a
               task b
               task again
               again: more
               task a
               task b
               task again
               completed`));
});

describe('a timer', () => {
  it('waits so long on the wall', () =>
    scenario(process('start > t > end', { t: wait({ after: { hours: 3 } }) }))
      .starts()
      .waits('2 hours')
      .waits('2 hours')
      .traces(`timer t until Mon 12:00
               Mon 12:00 completed`));

  it('waits in business time over a week-end', () =>
    scenario(process('start > t > end', { t: wait({ after: { businessHours: 4 } }) }), {
      at: 'Fri 15:00',
    })
      .starts()
      .waits('4 days')
      .traces(`timer t until Mon+1 11:00
               Mon+1 11:00 completed`));

  it('waits until an instant that a fact holds', () =>
    scenario(process('start > t > end', { t: wait({ fact: 'ticket.dueAt' }) }), {
      ticket: { dueAt: '2026-03-03T08:00:00Z' },
    })
      .starts()
      .waits('2 days')
      .traces(`timer t until Tue 09:00
               Tue 09:00 completed`));

  it('waits until so many business days before it, over a week-end', () =>
    scenario(
      process('start > t > end', {
        t: wait({ fact: 'ticket.dueAt', before: { businessDays: 2 } }),
      }),
      { ticket: { dueAt: '2026-03-10T13:00:00Z' } },
    )
      .starts()
      .waits('7 days')
      .traces(`timer t until Fri 14:00
               Fri 14:00 completed`));

  it('lets through at once when the instant has passed', () =>
    scenario(process('start > t > end', { t: wait({ at: '2020-01-01T00:00:00Z' }) }))
      .starts()
      .traces('completed'));

  it('fails when the fact holds no instant', () =>
    scenario(process('start > t > end', { t: wait({ fact: 'ticket.dueAt' }) }))
      .starts()
      .traces('failed t: bad_instant'));
});

describe('an end event', () => {
  it('ends its own token; the run ends with the last of them', () =>
    scenario(
      process('start > p > a > end1; p > b > end2', {
        end1: { outcome: 'one' },
        end2: { outcome: 'two' },
      }),
    )
      .starts()
      .completes('b')
      .completes('a')
      .traces(`task a
               task b
               completed: one`));

  it('withdraws everything else when it terminates', () =>
    scenario(
      process('start > p > a > end1; p > ask -approved> end2; p > t > end2; p > ring > end2', {
        end1: { outcome: 'enough', terminate: true },
        ask: approval,
        t: wait({ after: { days: 1 } }),
        ring: call,
      }),
    )
      .starts()
      .completes('a')
      .waits('2 days')
      .traces(`task a
               approval ask
               timer t until Tue 09:00
               call ring
               withdrawn ask
               withdrawn t
               withdrawn ring
               completed: enough`));
});

/** Sub-processes, what lies on borders and in the background, repetition, errors, and undoing: told as stories. */
import { describe, expect, it } from 'vitest';
import { start } from '#engine/interpreter.ts';
import { MAX_TOKENS } from '#engine/state.ts';
import { inner, nested, on, sub } from '../support/nested.ts';
import { comment, process, wait, when } from '../support/process.ts';
import { scenario } from '../support/scenario.ts';

const withSub = (more: object = {}, tail = '') =>
  nested(
    process(`start > s > after > end\n startIn > a > b > endIn\n${tail}`, {
      s: { ...sub, ...more },
      startIn: inner,
    }),
    { s: 'startIn a b endIn' },
  );

describe('a sub-process', () => {
  it('is done when no token is left in it', () =>
    scenario(withSub())
      .starts()
      .completes('a')
      .completes('b')
      .completes('after')
      .traces(`
      task a
      task b
      task after
      completed
    `));

  it('loses its tokens when its process is cancelled', () =>
    scenario(withSub())
      .starts()
      .cancels()
      .traces(`
      task a
      withdrawn s
      withdrawn a
      cancelled
    `));

  it('leaves by the outcome of its end', () => {
    const definition = nested(
      process('start > s -ok> after > end; s > other > end; startIn > a > endOk; a -no> endNo', {
        s: sub,
        startIn: inner,
        endOk: { type: 'endEvent', outcome: 'ok' },
        endNo: { type: 'endEvent' },
      }),
      { s: 'startIn a endOk endNo' },
    );
    return scenario(definition)
      .starts()
      .completes('a')
      .completes('after')
      .traces(`
      task a
      s: ok
      task after
      completed
    `);
  });

  it('is ended alone by a terminate end in it', () => {
    const definition = nested(
      process('start > p > s > end; p > c > end; startIn > p2 > a > endIn; p2 > b > endAll', {
        s: sub,
        startIn: inner,
        endAll: { type: 'endEvent', terminate: true },
      }),
      { s: 'startIn p2 a b endIn endAll' },
    );
    return scenario(definition)
      .starts()
      .completes('b')
      .completes('c')
      .traces(`
      task c
      task a
      task b
      withdrawn a
      completed
    `);
  });
});

describe('an event on the border', () => {
  const timed = (more: object = {}, on = 'a') =>
    process(`start > ${on} > end; late > chase > end`, {
      late: { type: 'boundaryEvent', attachedTo: on, timer: { after: { hours: 2 } }, ...more },
    });

  it('calls its activity off when it comes', () =>
    scenario(timed())
      .starts()
      .waits('3 hours')
      .completes('chase')
      .traces(`
      task a
      timer late until Mon 11:00
      Mon 11:00 withdrawn a
      task chase
      Mon 12:00 completed
    `));

  it('is over when the work was done in time', () =>
    scenario(timed())
      .starts()
      .completes('a')
      .traces(`
      task a
      timer late until Mon 11:00
      withdrawn late
      completed
    `));

  it('lets the work go on where it does not interrupt, and comes again as often as it is told', () =>
    scenario(timed({ interrupting: false, repeat: 2 }))
      .starts()
      .waits('9 hours')
      .completes('a')
      .traces(`
      task a
      timer late until Mon 11:00
      Mon 11:00 timer late until Mon 13:00
      task chase
      Mon 13:00 task chase
    `));

  const everyFour = { timer: { after: { businessHours: 4 } }, interrupting: false, repeat: 3 };

  it('comes again in working time, over a night and a weekend, also when all but the state was lost', () =>
    scenario(timed(everyFour), { at: 'Thu 16:00', restarting: true })
      .starts()
      .waits('Fri 12:30')
      .waits('7 days')
      .completes('a')
      .traces(`
      task a
      timer late until Fri 12:00
      Fri 12:00 task chase
      timer late until Fri 16:00
      Fri 16:00 task chase
      timer late until Mon+1 12:00
      Mon+1 12:00 task chase
    `));

  it('goes on from where it was when its calendar was missing for a while', () =>
    scenario(timed({ ...everyFour, repeat: 2 }))
      .starts()
      .fails('late', 'not_found')
      .waits('Mon 14:00')
      .retries('late')
      .waits('7 days')
      .completes('a')
      .traces(`
      task a
      timer late until Mon 13:00
      Mon 13:00 task chase
      failed late: not_found
      Mon 14:00 timer late until Mon 17:00
      Mon 17:00 task chase
    `));

  it('comes once at an instant, however often it is told', () =>
    scenario(timed({ ...everyFour, timer: { at: '2026-03-02T11:00:00Z' } }))
      .starts()
      .waits('7 days')
      .completes('a')
      .traces(`
      task a
      timer late until Mon 12:00
      Mon 12:00 task chase
    `));

  it('hears messages for its own key, also more than once', () => {
    const definition = process('start > a > end; told > note > end', {
      told: {
        type: 'boundaryEvent',
        attachedTo: 'a',
        interrupting: false,
        message: { name: 'reply', key: 'ticket.number', into: 'reply' },
      },
      note: { type: 'serviceTask', action: { type: 'comment', body: '{{variables.reply}}' } },
    });
    return scenario(definition)
      .starts()
      .hears('reply', 'one', 'REQ-000001')
      .hears('reply', 'two', 'REQ-000001')
      .completes('a')
      .traces(`
      task a
      told hears message reply for REQ-000001
      told hears message reply for REQ-000001
      note: comment “one”
      told hears message reply for REQ-000001
      note: comment “two”
      withdrawn told
      completed
    `);
  });

  it('catches the errors of its activity by code, before one that catches all', () => {
    const definition = process('start > a > end; any > x1 > end; gone > y1 > end', {
      a: comment,
      any: { type: 'boundaryEvent', attachedTo: 'a', error: {} },
      gone: { type: 'boundaryEvent', attachedTo: 'a', error: { code: 'gone', into: 'error' } },
      x1: { type: 'userTask', task: {} },
      y1: { type: 'userTask', task: {} },
    });
    return scenario(definition)
      .starts()
      .traces(`
      a: comment “Hello”
      completed
    `)
      .then(() =>
        scenario(definition)
          .fails('a', 'gone')
          .starts()
          .completes('y1')
          .traces(`
      error gone, caught by gone
      withdrawn a
      task y1
      completed
    `),
      )
      .then(() =>
        scenario(definition)
          .fails('a', 'other')
          .starts()
          .completes('x1')
          .traces(`
      error other, caught by any
      withdrawn a
      task x1
      completed
    `),
      );
  });
});

describe('an error', () => {
  const thrown = (border: object) =>
    nested(
      process('start > s > end; caught > after > end; startIn > p > bad; p > a > endIn', {
        s: sub,
        startIn: inner,
        bad: { type: 'endEvent', error: { code: 'broken' } },
        caught: { type: 'boundaryEvent', attachedTo: 's', ...border },
      }),
      { s: 'startIn p bad a endIn' },
    );

  it('calls off everything in the sub-process that it ends', () =>
    scenario(thrown({ error: { code: 'broken' } }))
      .starts()
      .completes('after')
      .traces(`
      error broken, caught by caught
      withdrawn s
      withdrawn bad
      task after
      completed
    `));

  it('that nobody catches waits for a person', () =>
    scenario(thrown({ error: { code: 'other' } }))
      .starts()
      .traces(`
      error broken, nobody catches it
      failed bad: uncaught_error
      task a
    `));

  it('is caught by an event sub-process of its scope first', () => {
    const definition = nested(
      process('start > p > a > end; p > bad; startE > mend > endE', {
        bad: { type: 'endEvent', error: { code: 'broken' } },
        e: { type: 'subProcess', triggeredByEvent: true },
        startE: on({ error: { into: 'error' } }),
      }),
      { e: 'startE mend endE' },
    );
    return scenario(definition)
      .starts()
      .completes('mend')
      .traces(`
      task a
      error broken, caught by e
      withdrawn a
      withdrawn bad
      task mend
      completed
    `);
  });
});

describe('an event sub-process', () => {
  const beside = (trigger: object) =>
    nested(
      process('start > a > end; startE > look > endE', {
        e: { type: 'subProcess', triggeredByEvent: true },
        startE: on(trigger),
      }),
      { e: 'startE look endE' },
    );

  it('runs beside its scope where it does not interrupt, and keeps it open', () =>
    scenario(beside({ signal: { name: 'news' }, interrupting: false }))
      .starts()
      .hearsSignal('news')
      .completes('a')
      .completes('look')
      .traces(`
      startE hears signal news
      task a
      startE hears signal news
      task look
      withdrawn startE
      completed
    `));

  it('comes again in working time as often as it is told', () => {
    const timer = { after: { businessDays: 1 } };
    return scenario(beside({ timer, interrupting: false, repeat: 2 }), { at: 'Fri 11:00' })
      .starts()
      .waits('7 days')
      .completes('a')
      .traces(`
      task a
      timer startE until Mon+1 11:00
      Mon+1 11:00 task look
      timer startE until Tue+1 11:00
      Tue+1 11:00 task look
    `);
  });

  it('takes the place of everything in its scope where it does', () =>
    scenario(beside({ timer: { after: { hours: 1 } } }))
      .starts()
      .waits('1 hour')
      .completes('look')
      .traces(`
      timer startE until Mon 10:00
      task a
      Mon 10:00 withdrawn a
      task look
      completed
    `));

  it('does not keep a process open by listening', () =>
    scenario(beside({ signal: { name: 'news' } }))
      .starts()
      .completes('a')
      .traces(`
      startE hears signal news
      task a
      withdrawn startE
      completed
    `));
});

describe('an event sub-process that takes the place of its scope', () => {
  it('can undo what was done there, and says what it came to', () => {
    const definition = nested(
      process('start > a > bad; startE > back > endE', {
        a: { ...comment, undo: 'undoA' },
        undoA: { type: 'userTask', task: {}, forCompensation: true },
        bad: { type: 'endEvent', error: { code: 'broken' } },
        e: { type: 'subProcess', triggeredByEvent: true },
        startE: on({ error: {} }),
        back: { type: 'intermediateThrowEvent', compensation: {} },
        endE: { type: 'endEvent', outcome: 'undone' },
      }),
      { e: 'startE back endE' },
    );
    return scenario(definition)
      .starts()
      .completes('undoA')
      .traces(`
      a: comment “Hello”
      error broken, caught by e
      withdrawn bad
      task undoA
      completed: undone
    `);
  });
});

describe('an escalation', () => {
  it('is told outwards, and the work goes on', () => {
    const definition = nested(
      process('start > s > end; up > tell > end; startIn > a > say > b > endIn', {
        s: sub,
        startIn: inner,
        say: { type: 'intermediateThrowEvent', escalation: { code: 'late' } },
        up: { type: 'boundaryEvent', attachedTo: 's', escalation: {}, interrupting: false },
      }),
      { s: 'startIn a say b endIn' },
    );
    return scenario(definition)
      .starts()
      .completes('a')
      .completes('b')
      .completes('tell')
      .traces(`
      task a
      escalation late, caught by up
      task tell
      task b
      completed
    `);
  });
});

describe('what is done for each item', () => {
  const each = (loop: object, more: object = {}) =>
    process('start > a > after > end', {
      a: {
        type: 'serviceTask',
        action: { type: 'comment', body: '{{variables.item}}{{variables.label}}' },
        loop: { each: 'variables.items', ...loop },
        ...more,
      },
    });

  it('is done for all, and what they give is collected in their order', () =>
    scenario(
      each(
        { collect: { into: 'all', value: 'variables.label' } },
        { inputs: { label: '"-" + text(loop.index)' } },
      ),
    )
      .starts({ items: ['x', 'y', 'z'] })
      .completes('after')
      .traces(`
      a: comment “x-0”
      a: comment “y-1”
      a: comment “z-2”
      task after
      completed
    `));

  it('goes on when enough is done, and calls off the rest', () => {
    const definition = process('start > a > after > end', {
      a: {
        type: 'userTask',
        task: { outcomes: [{ key: 'yes', label: 'Yes' }] },
        loop: { each: '3', until: 'loop.completed >= 2' },
      },
    });
    return scenario(definition)
      .starts()
      .completes('a', 'yes')
      .completes('a', 'yes')
      .completes('after')
      .traces(`
      task a
      task a
      task a
      withdrawn a
      a: yes
      task after
      completed
    `);
  });

  it('goes one after the other where it is told', () => {
    const definition = process('start > a > end', {
      a: { type: 'userTask', task: {}, loop: { each: 'variables.items', sequential: true } },
    });
    return scenario(definition)
      .starts({ items: [1, 2] })
      .completes('a')
      .completes('a')
      .traces(`
      task a
      task a
      completed
    `);
  });

  it('fails where a list and what it gave would be more than a run carries, and keeps its count', async () => {
    const shell = await scenario(
      process('start > a > end', {
        a: {
          type: 'serviceTask',
          action: { type: 'comment', body: 'Hello' },
          loop: {
            each: '60',
            sequential: true,
            collect: { into: 'all', value: 'join(map(range(2000), n => "0123456789"), "")' },
          },
        },
      }),
    )
      .starts()
      .plays();
    const tokens = Object.values(shell.state?.tokens ?? {});
    expect(tokens.map(({ wait: { kind } }) => kind)).toEqual(['each', 'failed']);
    expect(tokens[1]?.wait).toMatchObject({ code: 'variables_too_large', done: 'done' });
    expect(JSON.stringify(shell.state).length).toBeLessThan(1_100_000);
  });

  it('is done when there is nothing to do', () =>
    scenario(each({ collect: { into: 'all', value: 'loop.item' } }))
      .starts({ items: [] })
      .completes('after')
      .traces(`
      task after
      completed
    `));
});

describe('a run with more to do at once than it may hold', () => {
  it('fails what is too much instead of growing', () => {
    const nestedLoops = nested(
      process('start > s > end; startIn > a > endIn', {
        s: { ...sub, loop: { each: '400', atOnce: 400 } },
        startIn: inner,
        a: { type: 'userTask', task: {}, loop: { each: '400', atOnce: 400 } },
      }),
      { s: 'startIn a endIn' },
    );
    const at = '2026-03-02T08:00:00.000Z';
    const { state } = start(nestedLoops, { type: 'started', at, start: 'start', variables: {} });
    const tokens = Object.values(state.tokens);
    const failed = tokens.filter(({ wait }) => wait.kind === 'failed');
    expect(failed.every(({ wait }) => wait.kind === 'failed' && wait.code === 'token_limit')).toBe(
      true,
    );
    expect(tokens.length - failed.length).toBeLessThanOrEqual(MAX_TOKENS);
  });
});

describe('compensation', () => {
  const undoable = (tail: string, more: object = {}) =>
    process(`start > a > b > ${tail}`, {
      a: { ...comment, undo: 'undoA' },
      b: { ...comment, undo: 'undoB' },
      undoA: { type: 'userTask', task: {}, forCompensation: true },
      undoB: { type: 'userTask', task: {}, forCompensation: true },
      back: { type: 'intermediateThrowEvent', compensation: {} },
      ...more,
    });

  it('undoes what was done, the latest first, and then goes on', () =>
    scenario(undoable('back > after > end'))
      .starts()
      .completes('undoB')
      .completes('undoA')
      .completes('after')
      .traces(`
      a: comment “Hello”
      b: comment “Hello”
      task undoB
      task undoA
      task after
      completed
    `));

  it('undoes one activity alone', () =>
    scenario(
      undoable('back > end', {
        back: { type: 'intermediateThrowEvent', compensation: { activity: 'a' } },
      }),
    )
      .starts()
      .completes('undoA')
      .traces(`
      a: comment “Hello”
      b: comment “Hello”
      task undoA
      completed
    `));

  it('undoes all when the run is cancelled so', () =>
    scenario(undoable('c > end'))
      .starts()
      .cancels('enough', true)
      .completes('undoB')
      .completes('undoA')
      .traces(`
      a: comment “Hello”
      b: comment “Hello”
      task c
      withdrawn c
      task undoB
      task undoA
      cancelled
    `));

  it('undoes what an open sub-process has done, too, when the run is cancelled so', () => {
    const definition = nested(
      process('start > s > end; startIn > a > b > endIn', {
        s: sub,
        startIn: inner,
        a: { ...comment, undo: 'undoA' },
        undoA: { type: 'userTask', task: {}, forCompensation: true },
      }),
      { s: 'startIn a b endIn undoA' },
    );
    return scenario(definition)
      .starts()
      .cancels('enough', true)
      .completes('undoA')
      .traces(`
      a: comment “Hello”
      task b
      withdrawn s
      withdrawn b
      task undoA
      cancelled
    `);
  });

  it('undoes for each item what was done for it', () => {
    const definition = process('start > a > back > end', {
      a: { ...comment, undo: 'undoA', loop: { each: 'variables.items', as: 'who' } },
      undoA: {
        type: 'serviceTask',
        forCompensation: true,
        action: { type: 'comment', body: 'without {{variables.who}}' },
      },
      back: { type: 'intermediateThrowEvent', compensation: {} },
    });
    return scenario(definition)
      .starts({ items: ['x', 'y'] })
      .traces(`
      a: comment “Hello”
      a: comment “Hello”
      undoA: comment “without y”
      undoA: comment “without x”
      completed
    `);
  });
});

describe('gateways', () => {
  it('goes every way whose conditions hold, and comes together again', () => {
    const definition = process(
      'start > i -?big> a > j; i -?urgent> b > j; i > c > j; j > after > end',
      {
        i: { type: 'inclusiveGateway', default: 'f6' },
        j: { type: 'inclusiveGateway' },
      },
      {
        big: when('variables.cost', 'greaterThan', 100),
        urgent: when('variables.urgent', 'equal', true),
      },
    );
    return scenario(definition)
      .starts({ cost: 200, urgent: true })
      .completes('a')
      .completes('b')
      .completes('after')
      .traces(`
      task a
      task b
      task after
      completed
    `);
  });

  it('calls off the branches before a join that has enough, and no more, also in a loop', () => {
    const definition = process(
      'start > x > p > p2 > a > q > p3; p2 > b > q; p > c > p3; p3 > x2 -?again> x; x2 > end',
      {
        q: { type: 'parallelGateway', join: { needed: 1, cancelRest: true } },
        x2: { default: 'f12' },
      },
      { again: when('variables.again', 'equal', true) },
    );
    return scenario(definition)
      .starts()
      .completes('a')
      .completes('c')
      .traces(`
      task c
      task a
      task b
      withdrawn b
      x2 → end
      completed
    `);
  });

  it('the first event wins a race', () => {
    const definition = process('start > e > t > late > end; e > m > on > end', {
      e: { type: 'eventBasedGateway' },
      t: wait({ after: { hours: 1 } }),
      m: { type: 'intermediateCatchEvent', message: { name: 'reply', into: 'reply' } },
    });
    return scenario(definition)
      .starts()
      .hears('reply', 'yes')
      .completes('on')
      .traces(`
      timer t until Mon 10:00
      m hears message reply
      withdrawn t
      task on
      completed
    `);
  });

  it('goes on when enough have come, and calls off the rest', () => {
    const definition = process('start > p > a > q > end; p > b > q; p > c > q', {
      q: { type: 'parallelGateway', join: { needed: 2, cancelRest: true } },
    });
    return scenario(definition)
      .starts()
      .completes('a')
      .completes('b')
      .traces(`
      task a
      task b
      task c
      withdrawn c
      completed
    `);
  });

  it('lets late ones in without effect', () => {
    const definition = process('start > p > a > q > after > end; p > b > q', {
      q: { type: 'parallelGateway', join: { needed: 1 } },
    });
    return scenario(definition)
      .starts()
      .completes('a')
      .completes('after')
      .completes('b')
      .traces(`
      task a
      task b
      task after
      completed
    `);
  });

  it('begins no round before all of the one before have come, and then with what waits already', () => {
    const outcomes = ['again', 'ok'].map((key) => ({ key, label: key }));
    const definition = process(
      'start > x > p > a > q > ask -ok> end; p > b > q; p > c > q; ask -again> x',
      {
        q: { type: 'parallelGateway', join: { needed: 2 } },
        ask: { type: 'userTask', task: { outcomes } },
      },
    );
    return scenario(definition)
      .starts()
      .completes('a')
      .completes('b')
      .completes('ask', 'again')
      .completes('a')
      .completes('b')
      .completes('c')
      .completes('ask', 'ok')
      .completes('c')
      .traces(`
      task a
      task b
      task c
      task ask
      ask: again
      task a
      task b
      task c
      task ask
      ask: ok
      completed
    `);
  });

  it('forgets the round of a join whose branches are called off', () => {
    const outcomes = ['again', 'ok'].map((key) => ({ key, label: key }));
    const definition = process(
      'start > x > p > d > r > ask -ok> end; p > p2 > a > q > e > r; p2 > b > q; ask -again> x',
      {
        q: { type: 'parallelGateway', join: { needed: 1 } },
        r: { type: 'parallelGateway', join: { needed: 1, cancelRest: true } },
        ask: { type: 'userTask', task: { outcomes } },
      },
    );
    return scenario(definition)
      .starts()
      .completes('a')
      .completes('d')
      .completes('ask', 'again')
      .completes('a')
      .completes('e')
      .completes('ask', 'ok')
      .traces(`
      task d
      task a
      task b
      task e
      withdrawn b
      withdrawn e
      task ask
      ask: again
      task d
      task a
      task b
      task e
      withdrawn d
      withdrawn b
      task ask
      ask: ok
      completed
    `);
  });
});

describe('a call', () => {
  const calling = process('start > c > after > end; broke > mend > end', {
    c: {
      type: 'callActivity',
      process: 'other',
      inputs: { who: 'ticket.number' },
      outputs: { answer: 'variables.result' },
    },
    broke: { type: 'boundaryEvent', attachedTo: 'c', error: { code: 'no_stock' } },
  });

  it('gives its inputs, and takes what the outputs say', () =>
    scenario(calling)
      .starts()
      .returns('c', null, { result: 42, secret: 1 })
      .completes('after')
      .traces(`
      run other with who = "REQ-000001"
      task after
      completed
    `));

  it('breaks with the error of what it called', () =>
    scenario(calling)
      .starts()
      .breaks('c', 'no_stock')
      .completes('mend')
      .traces(`
      run other with who = "REQ-000001"
      error no_stock, caught by broke
      withdrawn c
      withdrawn c
      task mend
      completed
    `));
});

describe('a repair', () => {
  it('skips what cannot be done', () =>
    scenario(process('start > a > b > end', { a: comment }))
      .fails('a', 'gone')
      .starts()
      .skips('a', 'failed')
      .completes('b')
      .traces(`
      failed a: gone
      skipped a
      task b
      completed
    `));

  it('moves a token to a gateway, which then waits for nobody', () => {
    const definition = process('start > p > a > q > c > end; p > b > q');
    const drawn = {
      ...definition,
      elements: definition.elements.map((element) =>
        element.id === 'q' ? { id: 'q', name: 'q', type: 'parallelGateway' as const } : element,
      ),
    };
    return scenario(drawn)
      .starts()
      .moves('a', 'task', 'q')
      .completes('c')
      .completes('b')
      .traces(`
      task a
      task b
      moved a
      withdrawn a
      task c
      failed q: join_stuck
    `);
  });

  it('moves a token to where it belongs', () =>
    scenario(process('start > a > b > c > end'))
      .starts()
      .moves('a', 'task', 'c')
      .completes('c')
      .traces(`
      task a
      moved a
      withdrawn a
      task c
      completed
    `));
});

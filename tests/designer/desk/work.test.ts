/** What a ticket's tasks say of the ticket. */
import { describe, expect, it } from 'vitest';
import type { Run } from '#designer/client/types/runs.ts';
import type { Approval, Task } from '#designer/client/types/tasks.ts';
import { doersOf, doneTasks, openWorkOf, queuesOfTasks } from '#designer/desk/ticket/work.ts';

const omar = { id: 'o', name: 'Omar', email: 'omar@demo.test' };
const queue = (name: string) => ({ id: name, key: name.toLowerCase(), name });
const task = (part: Partial<Task>): Task => ({
  id: 'k',
  ticket: null,
  run: 'r',
  process: 'p',
  element: 'e',
  name: 'Do it',
  instructions: '',
  state: 'open',
  assignee: null,
  queue: null,
  group: null,
  form: null,
  uiSchema: null,
  outcomes: [],
  completesOnStatus: {},
  outcome: null,
  values: null,
  dueAt: null,
  openedAt: '2026-11-20T09:00:00Z',
  completedAt: null,
  completedBy: null,
  allowed: [],
  ...part,
});

describe('the tasks of a ticket', () => {
  it('say where it lies while they are open', () => {
    expect(
      queuesOfTasks([
        task({ queue: queue('Hardware') }),
        task({ queue: queue('Hardware') }),
        task({ group: queue('Network') }),
        task({ queue: queue('Gone'), state: 'completed' }),
      ]),
    ).toEqual(['Hardware', 'Network']);
  });

  it('say who has done them, also where nobody had taken them', () => {
    const done = (id: string, completedAt: string) =>
      task({ id, state: 'completed', completedBy: omar, completedAt });
    const tasks = [done('b', '2026-11-20T11:00:00Z'), done('a', '2026-11-20T10:00:00Z'), task({})];
    expect(doneTasks(tasks).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(doersOf(tasks)).toEqual([omar]);
  });
});

describe('moving a ticket by hand', () => {
  it('says what each of its processes still waits for, and what the new status completes', () => {
    const run = (id: string, processName: string) => ({ id, processName }) as Run;
    const approval = { run: 'r', name: 'Approve', state: 'open' } as Approval;
    const tasks = [
      task({ name: 'Order' }),
      task({ name: 'Pack', state: 'completed' }),
      task({ name: 'Repair', run: 's', completesOnStatus: { resolved: 'done' } }),
    ];
    const runs = [run('r', 'Laptop'), run('s', 'Incident'), run('t', 'Idle')];
    expect(openWorkOf('resolved', runs, tasks, [approval])).toEqual([
      { process: 'Laptop', left: ['Order', 'Approve'], completed: [] },
      { process: 'Incident', left: [], completed: ['Repair'] },
    ]);
    expect(openWorkOf('closed', runs, tasks, [])).toEqual([
      { process: 'Laptop', left: ['Order'], completed: [] },
      { process: 'Incident', left: ['Repair'], completed: [] },
    ]);
  });
});

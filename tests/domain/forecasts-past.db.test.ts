/** What a forecast reads of a ticket whose task was called off: nobody is at it any more. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { changeTicket } from '#domain/desk/change-ticket.ts';
import { ITSELF, readPast } from '#domain/forecasts/read-past.ts';
import { cancelOpenRun } from '#domain/processes/operate-run.ts';
import type { Element } from '#engine/definition.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import { chain, createWorld } from './processes/world.ts';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp();
});
afterAll(() => test.close());

it('leaves a task when it is called off', async () => {
  const world = createWorld(test);
  const admin = await test.signInAs('admin');
  const look: Element = { id: 'look', type: 'userTask', name: 'Look', task: {} };
  await world.publish(admin, chain('looked-at', look));
  const { ticket } = await world.openTicket(admin);
  const { id: runId } = await world.start(admin, 'looked-at', ticket.id);
  await world.drive(runId);
  const later = (minutes: number) => test.standAt(test.store.clock().getTime() + minutes * 60_000);
  later(10);
  await world.as(admin, (work) => cancelOpenRun(work, runId, 'not wanted'));
  await world.drive(runId);
  later(10);
  await world.as(admin, (work) => changeTicket(work, ticket.id, { status: 'resolved' } as never));
  const past = await test.work((work) => readPast(work, 'task'));
  const stays = past.find(({ id }) => id === ticket.id)?.stays ?? [];
  expect(stays.slice(-2).map(({ element }) => element)).toEqual(['looked-at/look', ITSELF]);
});

/** /maintenance-windows: when what they are for may be touched, once or again and again, and which planned changes fit. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { previewWindow } from '#domain/changes/preview-window.ts';
import type { MaintenanceWindow } from '#domain/changes/window-rows.ts';
import {
  addWindow,
  changeWindow,
  getWindow,
  listWindows,
  removeWindow,
} from '#domain/changes/windows.ts';
import { invalid } from '#domain/errors.ts';
import { isId } from '#domain/ids.ts';
import type { Permission, Principal } from '#domain/people/access.ts';
import type { Work } from '#domain/work.ts';
import { type CursorValue, pageOf, toPage } from '../pages.ts';
import { etag, ifMatch } from '../plugins/etag.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Nothing } from '../schemas.ts';
import { demandSchedule, MANAGERS } from './policy.ts';
import { presentPlanned, presentWindows } from './schedule-present.ts';
import * as schemas from './schedule-schemas.ts';

const tags = ['changes'];
const READERS: readonly Permission[] = ['ticket.read', ...MANAGERS];
const READ = { permission: READERS } as const;
const MANAGE = { permission: MANAGERS } as const;
const params = schemas.IdParams;

export const windowRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/maintenance-windows',
    {
      config: READ,
      schema: {
        tags,
        summary: 'Maintenance windows, by name',
        querystring: schemas.WindowQuery,
        response: { 200: schemas.Windows },
      },
    },
    async (request) => {
      const { limit, take, after } = pageOf(request.query, 2);
      return inWork(request, async (work, principal) => {
        const rows = await listWindows(work, { take, after: after && toPlace(after) });
        return toPage(
          await presentWindows(work, principal, rows),
          limit,
          (row) => row,
          (row) => [row.name, row.id],
        );
      });
    },
  );

  app.post(
    '/maintenance-windows',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Add a maintenance window; changes that fall out of it are told',
        body: schemas.NewWindow,
        response: { 201: schemas.Window },
      },
    },
    async (request, reply) => {
      const made = await inWork(request, async (work, principal) => {
        demandSchedule(principal);
        return shown(work, principal, await addWindow(work, request.body));
      });
      etag(reply, made.version);
      const location = `/api/v1/maintenance-windows/${made.id}`;
      return reply.code(201).header('location', location).send(made);
    },
  );

  app.post(
    '/maintenance-windows/preview',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'When it would be open, and which planned changes would fit',
        body: schemas.WindowDraft,
        response: { 200: schemas.WindowPreview },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        demandSchedule(principal);
        const { openings, inside, outside } = await previewWindow(work, request.body);
        return {
          openings: [...openings],
          inside: await presentPlanned(work, principal, inside),
          outside: await presentPlanned(work, principal, outside),
        };
      }),
  );

  app.get(
    '/maintenance-windows/:id',
    {
      config: READ,
      schema: { tags, summary: 'A maintenance window', params, response: { 200: schemas.Window } },
    },
    async (request, reply) => {
      const found = await inWork(request, async (work, principal) =>
        shown(work, principal, await getWindow(work, request.params.id)),
      );
      etag(reply, found.version);
      return found;
    },
  );

  app.patch(
    '/maintenance-windows/:id',
    {
      config: MANAGE,
      schema: {
        tags,
        summary: 'Change a maintenance window',
        params,
        body: schemas.WindowPatch,
        response: { 200: schemas.Window },
      },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      const changed = await inWork(request, async (work, principal) => {
        demandSchedule(principal);
        const window = await changeWindow(work, request.params.id, request.body, expected);
        return shown(work, principal, window);
      });
      etag(reply, changed.version);
      return changed;
    },
  );

  app.delete(
    '/maintenance-windows/:id',
    {
      config: MANAGE,
      schema: { tags, summary: 'Remove a maintenance window', params, response: { 204: Nothing } },
    },
    async (request, reply) => {
      const expected = ifMatch(request);
      await inWork(request, async (work, principal) => {
        demandSchedule(principal);
        await removeWindow(work, request.params.id, expected);
      });
      return reply.code(204).send();
    },
  );
};

async function shown(work: Work, principal: Principal, window: MaintenanceWindow) {
  const [one] = await presentWindows(work, principal, [window]);
  if (!one) throw new Error('invariant: one window is presented as one');
  return one;
}

/** @throws DomainError invalid_input for the cursor of another list */
function toPlace([name, id]: readonly CursorValue[]): readonly [string, string] {
  return typeof name === 'string' && isId(String(id))
    ? [name, String(id)]
    : invalid('/cursor', 'is not a cursor of this list; leave it out for the first page.');
}

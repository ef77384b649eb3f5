/** /processes/{key}/overview: what goes on in a process, for its drawing as operators look at it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { invalid } from '#domain/errors.ts';
import { overviewOf } from '#domain/processes/overview.ts';
import { getProcess } from '#domain/processes/read-processes.ts';
import { toIsoOrNull } from '../instants.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Input, Instant, Key, KeyParams, Nullable } from '../schemas.ts';

const DAYS = 7;
const DAY_MS = 86_400_000;

const Query = Input({
  version: Type.Optional(
    Type.Integer({ minimum: 1, description: 'The one that new runs take unless said.' }),
  ),
  since: Type.Optional(
    Type.Unsafe<string>({ ...Instant, description: `${DAYS} days ago unless said.` }),
  ),
});

const count = (description: string) => Type.Integer({ description });

const VersionFigures = Type.Object({
  version: Type.Integer(),
  active: Type.Boolean({ description: 'Whether new runs take it.' }),
  running: count('Now.'),
  waiting: count('Now: for a person, a time or a message.'),
  faulted: count('Now: something has failed and waits for help.'),
  completed: count('Ended in the period.'),
  cancelled: count('Ended in the period.'),
  failed: count('Ended by an error in the period.'),
});

const ElementFigures = Type.Object({
  runs: count('Runs that stand there now.'),
  tokens: count('Their tokens; several of one run where it is done several times at once.'),
  failed: count('Of these runs, those that have failed there.'),
  waitingSince: Nullable(Instant),
  entered: count('In the period.'),
  left: count('Stays that ended in the period, without what was called off.'),
  calledOff: count('In the period.'),
  medianSeconds: Nullable(
    Type.Number({
      description: 'Of the stays in `left`; wall time, nights and weekends included.',
    }),
  ),
  p95Seconds: Nullable(Type.Number()),
  again: Nullable(
    count(
      'How often in the period a run came there that had been there before; null where that is how it is drawn: in what is done for each item, and where branches join.',
    ),
  ),
  timed: count('Of the stays in `left`, those with a due time or with a clock on their ticket.'),
  late: count(
    'Of these, those that ended after they were due, or during which a clock of the ticket ran out.',
  ),
  overdue: count('Tokens there now of which the same is true already.'),
  promised: count('Tickets with a clock that stand there, or whose stay ended in the period.'),
  breached: count('Of these, those of which a clock ran out while they stood there.'),
});

const Overview = Type.Object({
  process: Key,
  name: Type.String(),
  since: Instant,
  at: Type.Unsafe<string>({ ...Instant, description: 'When it was worked out.' }),
  version: Nullable(
    Type.Integer({
      description: 'The one `elements` is about; null before the first publication.',
    }),
  ),
  versions: Type.Array(VersionFigures, { description: 'The latest first.' }),
  elements: Type.Record(Type.String(), ElementFigures, {
    description:
      'By element; those where nothing was are left out. A run counts on the version it is on now, with its whole path.',
  }),
});

export const overviewRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/processes/:key/overview',
    {
      config: { permission: 'run.read' },
      schema: {
        tags: ['processes'],
        summary: 'What goes on in a process: who stands where, how long it takes, what comes again',
        params: KeyParams,
        querystring: Query,
        response: { 200: Overview },
      },
    },
    async (request) => {
      const { version, since } = request.query;
      return inWork(request, async (work, principal) => {
        const from = since ? new Date(since) : new Date(work.now.getTime() - DAYS * DAY_MS);
        if (!(from <= work.now)) invalid('/since', 'Name an instant that has been.');
        const process = await getProcess(work, principal, request.params.key);
        const overview = await overviewOf(work, principal, { process, version, since: from });
        return {
          process: process.key,
          name: process.name,
          since: from.toISOString(),
          at: work.now.toISOString(),
          version: overview.version,
          versions: overview.versions.map((one) => ({ ...one })),
          elements: Object.fromEntries(
            Object.entries(overview.elements).map(([id, { waitingSince, ...figures }]) => [
              id,
              { ...figures, waitingSince: toIsoOrNull(waitingSince) },
            ]),
          ),
        };
      });
    },
  );
};

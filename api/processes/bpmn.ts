/** BPMN 2.0 in and out. A document is read before the transaction begins: that takes the longer the larger it is. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { DomainError } from '#domain/errors.ts';
import { may, type Principal } from '#domain/people/access.ts';
import { demandDefinition } from '#domain/processes/check-definition.ts';
import { getDraft, saveDraft } from '#domain/processes/drafts.ts';
import { getProcess, getVersion } from '#domain/processes/read-processes.ts';
import type { Work } from '#domain/work.ts';
import {
  BpmnError,
  fromBpmn,
  type Imported,
  LARGEST_DOCUMENT,
  toBpmn,
} from '#engine/bpmn/index.ts';
import type { Definition } from '#engine/definition.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { HttpProblem } from '../problems.ts';
import { KeyParams } from '../schemas.ts';
import { BpmnText, ExportQuery, ImportAnswer, ImportQuery } from './bpmn-schemas.ts';

const tags = ['processes'];
const XML_TYPES = ['application/xml', 'text/xml'];
const XML = /^(?:application|text)\/xml(?:\s*;|$)/;

export const bpmnRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.addContentTypeParser(
    XML,
    { parseAs: 'buffer', bodyLimit: LARGEST_DOCUMENT },
    (request, body, done) => {
      try {
        done(null, decoded(body as Buffer, request.headers['content-type'] ?? ''));
      } catch (refusal) {
        done(refusal instanceof Error ? refusal : new Error('refused', { cause: refusal }));
      }
    },
  );

  app.post(
    '/processes/import/bpmn',
    {
      config: { permission: 'process.author' },
      schema: {
        tags,
        summary: 'Read a BPMN 2.0 document: its processes as definitions, and a report',
        consumes: XML_TYPES,
        querystring: ImportQuery,
        body: BpmnText,
        response: { 200: ImportAnswer },
      },
    },
    async (request) => {
      const { process, create } = request.query;
      const imported = await refusing(() =>
        fromBpmn(request.body, process ? { process } : undefined),
      );
      const definitions = imported.definitions.map(demandStorable);
      const created = create
        ? await inWork(request, (work, principal) => draftsOf(work, principal, definitions))
        : [];
      return {
        definitions: definitions.map((definition, index) => ({
          process: imported.processes[index] ?? '',
          definition: { ...definition },
        })),
        report: imported.report.map((entry) => ({ ...entry, parts: [...entry.parts] })),
        created,
      };
    },
  );

  app.get(
    '/processes/:key/bpmn',
    {
      config: { permission: 'process.read' },
      schema: {
        tags,
        summary: 'The process as a BPMN 2.0 document: the present version, or the caller’s draft',
        produces: ['application/xml'],
        params: KeyParams,
        querystring: ExportQuery,
        response: { 200: BpmnText },
      },
    },
    async (request, reply) => {
      const { key } = request.params;
      const definition = await inWork(request, (work, principal) =>
        definitionOf(work, principal, key, request.query.draft ?? false),
      );
      const xml = await refusing(() => toBpmn(definition));
      return reply
        .type('application/xml; charset=utf-8')
        .header('content-disposition', `attachment; filename="${key}.bpmn"`)
        .serializer(String)
        .send(xml);
    },
  );
};

/** In the encoding that the header, else the document itself names. */
function decoded(body: Buffer, type: string): string {
  const declared = /^<\?xml[^>]*?encoding=["']([\w.:-]+)["']/.exec(
    body.subarray(0, 200).toString('latin1'),
  );
  const encoding = /charset="?([\w.:-]+)/i.exec(type)?.[1] ?? declared?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(body);
  } catch {
    throw new HttpProblem('bad_request', `The document is not in the encoding ${encoding}.`);
  }
}

async function refusing<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof BpmnError)) throw error;
    throw new DomainError('invalid_input', error.message, {
      errors: [{ pointer: '', detail: error.message }],
      values: { refusal: error.code },
    });
  }
}

/** An extension may say what no definition may, and what no column holds. */
function demandStorable(definition: Imported['definitions'][number]): Definition {
  const text = JSON.stringify(definition);
  if (/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i.test(text)) {
    const detail = 'holds a null character or half a surrogate pair.';
    throw new DomainError('invalid_input', 'The document has text that cannot be stored.', {
      errors: [{ pointer: '', detail }],
    });
  }
  return demandDefinition(definition);
}

/** @throws DomainError already_exists where the caller has a draft that this would overwrite */
async function draftsOf(work: Work, principal: Principal, definitions: readonly Definition[]) {
  const created: { key: string; revision: number }[] = [];
  for (const definition of definitions) {
    const { key } = definition;
    const known = await getDraft(work, principal, key).catch((error: unknown) => {
      if (error instanceof DomainError && error.code === 'draft_not_found') return null;
      throw error;
    });
    if (known) {
      throw new DomainError('already_exists', `You have a draft of “${key}” already.`, {
        errors: [{ pointer: '', detail: `“${key}” has a draft of yours.` }],
      });
    }
    const { revision } = await saveDraft(work, principal, key, definition);
    created.push({ key, revision });
  }
  return created;
}

async function definitionOf(
  work: Work,
  principal: Principal,
  key: string,
  isDraft: boolean,
): Promise<Definition> {
  const process = await getProcess(work, principal, key);
  if (!isDraft && process.version !== null) {
    return (await getVersion(work, key, process.version)).definition;
  }
  if (!may(principal, 'process.author')) {
    throw new DomainError('process_not_published', `“${key}” has no published version.`);
  }
  return (await getDraft(work, principal, key)).definition;
}

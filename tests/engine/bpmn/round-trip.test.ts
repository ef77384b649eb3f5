/** What goes out comes in again as it was: shipped processes, sound and unsound ones, and whatever the schema allows. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBpmn, toBpmn } from '#engine/bpmn/index.ts';
import { Definition, Element } from '#engine/definition.ts';
import { isDefinition } from '#engine/lint/index.ts';
import { shippedProcesses } from '#rules/shipped/index.ts';
import { slipped, structured } from '#tests/support/definitions.ts';
import { fromSchema } from '#tests/support/from-schema.ts';

const json = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

async function comesBack(definition: Definition): Promise<void> {
  const { definitions, report } = await fromBpmn(await toBpmn(definition));
  expect(definitions).toEqual([json(definition)]);
  expect(report).toEqual([]);
}

/** What is wrong in a definition is told of like what is wrong in any document. */
async function comesBackSomehow(definition: Definition): Promise<void> {
  const { definitions } = await fromBpmn(await toBpmn(definition));
  expect(definitions).toEqual([json(definition)]);
}

describe.each(shippedProcesses)('the shipped process $key', (process) => {
  it('comes back as it went, with nothing to tell', () => comesBack(process));

  it('has a shape for each element, an edge for each flow, and both for each way back', async () => {
    const xml = await toBpmn(process);
    const undone = process.elements.filter((element) => 'undo' in element);
    expect(xml.match(/<bpmndi:BPMNShape /g)).toHaveLength(process.elements.length + undone.length);
    expect(xml.match(/<bpmndi:BPMNEdge /g)).toHaveLength(process.flows.length + undone.length);
  });
});

describe('any definition', () => {
  it('that is sound comes back as it went', () =>
    fc.assert(fc.asyncProperty(structured, comesBack), { numRuns: 20 }));

  it('that is not sound comes back as it went', () =>
    fc.assert(fc.asyncProperty(slipped, comesBack), { numRuns: 20 }));

  const wild = fc
    .record({
      elements: fc.array(fromSchema(Element as never), { minLength: 1, maxLength: 8 }),
      rest: fromSchema({
        ...Definition,
        properties: Object.fromEntries(
          Object.entries(Definition.properties).filter(
            ([name]) => name !== 'elements' && name !== 'origin',
          ),
        ),
        required: ['key', 'name', 'flows'],
      } as never),
    })
    .map(({ elements, rest }) => ({ ...(rest as object), elements }) as unknown as Definition)
    .filter(isDefinition);

  it(
    'that the schema allows comes back as it went',
    () =>
      fc.assert(fc.asyncProperty(wild, comesBackSomehow), {
        numRuns: Number(process.env.RUNS ?? 80),
      }),
    600_000,
  );
});

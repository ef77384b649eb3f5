/** Documents as other tools write them: what they hold is read, told or kept, and survives whatever is done to the process. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument, printDocument } from '#engine/bpmn/document.ts';
import { fromBpmn, toBpmn } from '#engine/bpmn/index.ts';
import { snapshot } from '#engine/bpmn/snapshot.ts';
import type { Definition } from '#engine/definition.ts';
import { isDefinition } from '#engine/lint/index.ts';
import { edited, edits } from '#tests/support/bpmn-edits.ts';
import { missingFrom, xmlParts } from '#tests/support/xml-parts.ts';

const folder = new URL('samples/', import.meta.url);
const sample = (file: string): string => readFileSync(new URL(file, folder), 'utf8');

async function one(file: string) {
  const { definitions, report } = await fromBpmn(sample(file));
  const [definition] = definitions;
  if (!definition) throw new Error('nothing came in');
  const element = (id: string) => definition.elements.find((each) => each.id === id);
  const flow = (id: string) => definition.flows.find((each) => each.id === id);
  const told = (id: string) => report.filter((entry) => entry.id === id).map(({ code }) => code);
  return { definition, report, element, flow, told };
}

const rename = (definition: Definition, id: string, name: string | undefined): Definition => ({
  ...definition,
  elements: definition.elements.map((each) => (each.id === id ? { ...each, name } : each)),
});

describe.each(readdirSync(folder))('%s', (file) => {
  const xml = sample(file);

  it('comes in as definitions that fit the schema, and goes out as it came', async () => {
    const { definitions } = await fromBpmn(xml);
    expect(definitions).toHaveLength(1);
    for (const definition of definitions) {
      expect(isDefinition(definition)).toBe(true);
      expect(await toBpmn(definition)).toBe(xml);
      expect(await toBpmn({ ...definition, key: 'under-another-key' })).toBe(xml);
    }
  });

  it('is equal in model and drawing after an edit that was taken back', async () => {
    const { definition } = await one(file);
    const id = definition.elements[0]?.id ?? '';
    const away = (await fromBpmn(await toBpmn(rename(definition, id, 'Other')))).definitions[0];
    const back = await toBpmn(rename(away as Definition, id, definition.elements[0]?.name));
    const model = async (text: string) => snapshot((await parseDocument(text)).root);
    const asRead = await printDocument((await parseDocument(xml)).root);
    expect(await model(back)).toEqual(await model(asRead));
    expect(missingFrom(xmlParts(xml), xmlParts(back))).toEqual([]);
  });

  it('loses nothing but what leaves, and comes in as it was edited', async () => {
    const { definition } = await one(file);
    await fc.assert(
      fc.asyncProperty(edits, async (list) => {
        const changed = edited(definition, list);
        const out = await toBpmn(changed);
        const { origin: _o, ...again } = (await fromBpmn(out)).definitions[0] as Definition;
        const { origin: _p, ...wanted } = changed;
        expect(again).toEqual(wanted);
        const left = new Set([...changed.elements, ...changed.flows].map(({ id }) => id));
        const ids = new Set([...definition.elements, ...definition.flows].map(({ id }) => id));
        const isForeign = ({ what, id }: { what: string; id: string }) =>
          /^(camunda|flowable|signavio|acme|lane@|participant|formField|constraint|cost|value|dataObject)/.test(
            what,
          ) &&
          (left.has(id) || !ids.has(id));
        const kept = xmlParts(xml).filter(isForeign);
        const gone = missingFrom(kept, xmlParts(out));
        expect(gone.filter(({ id }) => left.has(id))).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });
});

describe('Camunda Modeler', () => {
  it('is read as far as it is run', async () => {
    const { definition, element, flow, told, report } = await one('camunda-modeler.bpmn');
    expect(definition).toMatchObject({ key: 'grant-access', name: 'Grant access' });
    expect(element('Activity_check')).toMatchObject({
      type: 'userTask',
      documentation: 'Look into the directory first.',
    });
    expect(element('Event_late')).toMatchObject({
      attachedTo: 'Activity_check',
      interrupting: false,
      timer: { after: { days: 1, hours: 4 } },
    });
    expect(element('Activity_remind')).toMatchObject({
      type: 'intermediateThrowEvent',
      message: { name: 'Remind' },
    });
    expect(element('Event_refused')).toMatchObject({ error: { code: 'refused' } });
    expect(flow('Flow_yes')).not.toHaveProperty('conditions');
    expect(definition.notes).toEqual([
      {
        id: 'TextAnnotation_1',
        text: 'Asked for by\nthe auditors',
        x: 280,
        y: 90,
        width: 120,
        height: 30,
        about: 'Activity_check',
      },
    ]);
    expect(definition.layout?.Gateway_ok).toEqual({ x: 445, y: 125 });
    expect(told('StartEvent_asked')).toContain('start_event');
    expect(told('Activity_grant')).toContain('stand_in');
    expect(told('Lane_second')).toEqual(['kept']);
    expect(report.find(({ id, code }) => id === 'Flow_yes' && code === 'rewrite')).toMatchObject({
      name: 'yes',
      line: 76,
      parts: [`\${approved && amount < 100}`],
    });
    expect(report.find(({ code }) => code === 'repetition')).toBeDefined();
  });

  it('keeps its extensions on an element that was changed, and drops them with it', async () => {
    const { definition } = await one('camunda-modeler.bpmn');
    const renamed = await toBpmn(rename(definition, 'Activity_check', 'Look'));
    expect(renamed).toContain('name="Look"');
    expect(renamed).toContain('camunda:candidateGroups="desk,leads"');
    expect(renamed).toContain('<camunda:constraint name="required" />');
    const { Activity_check: _c, Event_late: _l, ...layout } = definition.layout ?? {};
    const gone = await toBpmn({
      ...definition,
      layout,
      notes: definition.notes?.map(({ about: _, ...note }) => note),
      elements: definition.elements.filter(({ id }) => !/check|late/.test(id)),
      flows: definition.flows.filter(({ from, to }) => !/check|late/.test(from + to)),
    });
    expect(gone).not.toContain('Activity_check');
    expect(gone).not.toContain('taskListener');
    expect(gone).not.toContain('Association_1');
    expect(gone).not.toContain('perdura:');
    expect(gone).toContain('camunda:topic="directory"');
    expect(gone).toContain('name="Service desk"');
  });

  it('moves what is drawn with an element that was moved', async () => {
    const { definition } = await one('camunda-modeler.bpmn');
    const moved = await toBpmn({
      ...definition,
      layout: { ...definition.layout, StartEvent_asked: { x: 212, y: 152 } },
    });
    expect(moved).toContain('<dc:Bounds x="212" y="152" width="36" height="36" />');
    expect(moved).toContain('<dc:Bounds x="200" y="195" width="60" height="27" />');
    expect(moved).toContain('<di:waypoint x="248" y="170" />');
  });

  it('gets conditions of ours where its own were written anew', async () => {
    const { definition } = await one('camunda-modeler.bpmn');
    const conditions = { fact: 'variables.amount', operator: 'lessThan', value: 100 } as const;
    const out = await toBpmn({
      ...definition,
      flows: definition.flows.map((flow) =>
        flow.id === 'Flow_yes' ? { ...flow, conditions } : flow,
      ),
    });
    expect(out).toContain('variables.amount &lt; 100');
    const again = await fromBpmn(out);
    expect(again.definitions[0]?.flows.find(({ id }) => id === 'Flow_yes')).toMatchObject({
      conditions,
    });
    expect(again.report.filter(({ code }) => code === 'rewrite')).toEqual([]);
    // Another tool changes the expression: ours no longer counts.
    const changed = await fromBpmn(out.replace('variables.amount &lt; 100', `\${x}`));
    expect(changed.report.some(({ code, id }) => code === 'rewrite' && id === 'Flow_yes')).toBe(
      true,
    );
  });
});

describe('bpmn.io', () => {
  it('has sub-processes, races, and what undoes an activity', async () => {
    const { definition, element, told } = await one('bpmn-io.bpmn');
    expect(element('Activity_fold')).toMatchObject({ parent: 'Activity_pack', type: 'userTask' });
    expect(element('Event_in')).toMatchObject({ trigger: { type: 'inner' } });
    expect(element('Activity_pack')).toMatchObject({ undo: 'Activity_unpack' });
    expect(element('Activity_unpack')).toMatchObject({ forCompensation: true });
    expect(element('Event_undo')).toBeUndefined();
    expect(element('Event_stop')).toMatchObject({ terminate: true });
    expect(element('Event_paid')).toMatchObject({ message: { name: 'Paid' } });
    expect(told('Association_undo')).toEqual([]);
    expect(told('DataObjectReference_1')).toEqual(['kept']);
    expect(told('BPMNDiagram_2')).toEqual(['kept']);
    expect(definition.layout?.Activity_fold).toEqual({ x: 270, y: 138 });
  });
});

describe('Flowable', () => {
  it('has scripts, expressions and rules that need to be written anew', async () => {
    const { definition, element, told } = await one('flowable.bpmn20.xml');
    expect(definition).toMatchObject({
      key: 'handle-an-outage',
      description: 'What the night shift does.',
    });
    expect(element('sum')).toMatchObject({ type: 'userTask', task: {} });
    expect(told('sum')).toContain('stand_in');
    expect(element('who')).toMatchObject({ type: 'inclusiveGateway', default: 'always' });
    expect(element('review')).toMatchObject({ type: 'callActivity', process: 'post-mortem' });
    expect(element('rules')).toMatchObject({ type: 'businessRuleTask', ruleset: 'rate' });
    expect(told('rules')).toContain('unknown_ruleset');
    expect(element('cry')).toMatchObject({ signal: { name: 'alert' } });
    expect(element('slow')).not.toHaveProperty('timer');
    expect(told('some')).toEqual(['rewrite']);
  });
});

describe('Signavio', () => {
  it('has tasks of every kind, and looks that are kept', async () => {
    const { definition, element, told } = await one('signavio.bpmn');
    expect(definition.name).toBe('Facility management');
    expect(element('sid-start')).toMatchObject({
      name: 'Lamp\nbroken',
      trigger: { type: 'manual' },
    });
    expect(element('sid-look')).toMatchObject({
      type: 'userTask',
      documentation: 'Take a ladder.',
    });
    expect(element('sid-note')).toMatchObject({ type: 'intermediateCatchEvent' });
    expect(told('sid-loop')).toEqual(['repetition']);
    expect(told('sid-lane')).toEqual(['kept']);
    const out = await toBpmn(rename(definition, 'sid-look', 'Look closer'));
    expect(out).toMatch(/<manualTask [^>]*name="Look closer"/);
    expect(out).toContain('metaKey="risklevel"');
  });
});

describe('what is not run', () => {
  it('is named, kept, and left out of the definition with the flows at it', async () => {
    const { definition, told } = await one('not-ours.bpmn');
    expect(definition.elements.map(({ id }) => id)).toEqual(['start', 'a_1', '_1', 'call', 'end']);
    for (const id of [
      'tx',
      'tx-start',
      'tx-task',
      'tx-cancel',
      'adhoc',
      'adhoc-task',
      'complex',
      'link-out',
      'link-in',
      'when',
    ]) {
      expect([id, told(id)]).toEqual([id, ['not_run']]);
    }
    for (const id of ['f1', 'f2', 'tx-f']) expect([id, told(id)]).toEqual([id, ['lost_flow']]);
    for (const id of ['item', 'global', 'chor', 'ct', 'collab', 'pa', 'prop', 'loose']) {
      expect([id, told(id).length > 0]).toEqual([id, true]);
    }
  });

  it('stays in the document when the process around it changes', async () => {
    const { definition } = await one('not-ours.bpmn');
    const out = await toBpmn({
      ...definition,
      elements: definition.elements.filter(({ id }) => id !== 'end'),
      flows: definition.flows.filter(({ to }) => to !== 'end'),
    });
    for (const kept of [
      '<transaction id="tx"',
      'ordering="Parallel"',
      'activationCondition',
      'sourceRef="start" targetRef="tx"',
      'id="ä.1"',
      '<acme:value>12</acme:value>',
      'choreographyTask',
      'acme:owner="Ops"',
    ]) {
      expect(out).toContain(kept);
    }
    expect(out).not.toContain('<endEvent id="end"');
  });
});
